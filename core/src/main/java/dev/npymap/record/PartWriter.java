package dev.npymap.record;

import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.npymap.bulk.Layouts;
import dev.npymap.record.RecordCode.Place;
import dev.npymap.record.RecordPart.Member;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;

/** Generates code that writes parts of a record that was checked; a {@code Runnable} generates what pushes the value. */
final class PartWriter {

    private final PartCode parts;
    private final boolean split;

    /** The local variables of components that have been asked for. */
    private final IdentityHashMap<Member, Integer> kept;

    /** The methods that write a part at any place, which an array's items share. */
    private final IdentityHashMap<RecordPart, String> methods = new IdentityHashMap<>();

    /** With {@code split}, each component has a method of its own. */
    PartWriter(PartCode parts, boolean split, IdentityHashMap<Member, Integer> kept) {
        this.parts = parts;
        this.split = split;
        this.kept = kept;
    }

    /** Writes every component of the record in a local variable. */
    void storeMembers(CodeBuilder code, RecordPart.Nested nested, Place place, int local) {
        for (Member member : nested.members()) {
            if (split) {
                MethodTypeDesc type = PartCode.withPlace(CD_void, RecordCode.RECORD);
                String name = parts.addMethod("set", type, body -> {
                    storeMember(body, member, place.passed(), 3);
                    body.return_();
                });
                place.pushFrame(code);
                code.aload(local);
                parts.call(code, name, type);
            } else {
                storeMember(code, member, place, local);
            }
        }
    }

    private void storeMember(CodeBuilder code, Member member, Place place, int local) {
        Place there = place.plus(member.offset());
        Integer value = kept.get(member);
        if (value == null) {
            store(code, member.part(), there, () -> pushMember(code, member, local));
        } else if (member.part() instanceof RecordPart.Nested nested) {
            storeMembers(code, nested, there, value);
        } else {
            store(code, member.part(), there, () -> code.loadLocal(member.kind(), value));
        }
    }

    private void pushMember(CodeBuilder code, Member member, int local) {
        parts.pushHandle(code, member.getter());
        code.aload(local);
        PartCode.invoke(code, member.getter());
    }

    private void store(CodeBuilder code, RecordPart part, Place place, Runnable value) {
        switch (part) {
            case RecordPart.Primitive primitive -> storePrimitive(code, primitive, place, value);
            case RecordPart.Coded coded -> {
                parts.pushConstant(code, PartCode.CODEC, coded.codec());
                place.push(code);
                value.run();
                code.invokeinterface(PartCode.CODEC, "set", PartCode.withPlace(CD_void, CD_Object));
            }
            case RecordPart.Nested nested -> {
                int local = code.allocateLocal(TypeKind.REFERENCE);
                value.run();
                code.astore(local);
                storeMembers(code, nested, place, local);
            }
            case RecordPart.Items items -> call(code, items, place, items.size(), value);
        }
    }

    /** Calls the method that writes a part of so many bytes at any place. */
    private void call(CodeBuilder code, RecordPart part, Place place, long size, Runnable value) {
        MethodTypeDesc type = PartCode.withPlace(CD_void, PartCode.describe(part.type()));
        String name = methods.computeIfAbsent(
                part,
                p -> parts.addMethod("set", type, body -> {
                    if (part instanceof RecordPart.Items items) {
                        storeItems(body, items, Place.ofParameters(size));
                    } else if (part instanceof RecordPart.Nested nested) {
                        storeMembers(body, nested, Place.ofParameters(size), 3);
                    }
                    body.return_();
                }));
        place.push(code);
        value.run();
        parts.call(code, name, type);
    }

    private void storePrimitive(CodeBuilder code, RecordPart.Primitive part, Place place, Runnable value) {
        Class<?> carrier = Layouts.carrier(part.dtype());
        if (carrier == null) {
            PartCode.pushLongDouble(code, part, place);
            value.run();
            code.invokevirtual(PartCode.LONG_DOUBLE, "set", PartCode.withPlace(CD_void, CD_boolean, CD_double));
            return;
        }
        parts.pushVariable(code, part, place);
        value.run();
        if (part.type() == float.class && !part.isPlain()) {
            code.invokestatic(CD_Float, "floatToFloat16", MethodTypeDesc.of(CD_short, CD_float));
        }
        code.invokevirtual(PartCode.VARIABLE, "set", PartCode.withPlace(CD_void, PartCode.describe(carrier)));
    }

    /** Writes the array in local variable 3. */
    private void storeItems(CodeBuilder code, RecordPart.Items items, Place place) {
        int array = code.allocateLocal(TypeKind.REFERENCE);
        PartCode.pushArray(code, items, 3);
        code.astore(array);
        if (items.isCopied()) {
            RecordPart.Primitive item = (RecordPart.Primitive) items.item();
            code.aload(array).iconst_0();
            place.pushSegment(code);
            parts.pushLayout(code, item);
            place.pushOffset(code);
            code.loadConstant(items.length());
            MethodTypeDesc copy =
                    MethodTypeDesc.of(CD_void, CD_Object, CD_int, PartCode.SEGMENT, PartCode.LAYOUT, CD_long, CD_int);
            code.invokestatic(PartCode.SEGMENT, "copy", copy, true);
        } else {
            PartCode.forEachItem(
                    code,
                    items,
                    place,
                    (pushIndex, there) -> storeItem(code, items, there, () -> {
                        code.aload(array);
                        pushIndex.run();
                        PartCode.loadItem(code, items);
                    }));
        }
    }

    private void storeItem(CodeBuilder code, RecordPart.Items items, Place place, Runnable value) {
        RecordPart item = items.item();
        if (item instanceof RecordPart.Nested) {
            call(code, item, place, items.stride(), value);
        } else {
            store(code, item, place, value);
        }
    }
}
