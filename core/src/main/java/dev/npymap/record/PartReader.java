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
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.IdentityHashMap;

/** Generates code that reads parts of a record, and leaves each on the stack. */
final class PartReader {
    /** What the names of methods that read begin with. */
    static final String PREFIX = "get";

    private final PartCode parts;
    private final boolean split;

    /** The methods that read a part at any place, which an array's items share. */
    private final IdentityHashMap<RecordPart, String> methods = new IdentityHashMap<>();

    /** With {@code split}, each component has a method of its own. */
    PartReader(PartCode parts, boolean split) {
        this.parts = parts;
        this.split = split;
    }

    void push(CodeBuilder code, RecordPart part, Place place) {
        switch (part) {
            case RecordPart.Primitive primitive -> pushPrimitive(code, primitive, place);
            case RecordPart.Coded coded -> {
                parts.pushConstant(code, PartCode.CODEC, coded.codec());
                place.push(code);
                code.invokeinterface(PartCode.CODEC, "get", PartCode.withPlace(CD_Object))
                        .checkcast(PartCode.describe(coded.type()));
            }
            case RecordPart.Nested nested -> pushNested(code, nested, place);
            case RecordPart.Items items -> call(code, items, place, items.size());
        }
    }

    /** Calls the method that reads a part of so many bytes at any place. */
    private void call(CodeBuilder code, RecordPart part, Place place, long size) {
        MethodTypeDesc type = PartCode.withPlace(PartCode.describe(part.type()));
        String name = methods.computeIfAbsent(
                part,
                p -> parts.addMethod(PREFIX, type, body -> {
                    if (part instanceof RecordPart.Items items) {
                        pushItems(body, items, Place.ofParameters(size));
                    } else {
                        push(body, part, Place.ofParameters(size));
                    }
                    body.areturn();
                }));
        place.push(code);
        parts.call(code, name, type);
    }

    private void pushNested(CodeBuilder code, RecordPart.Nested nested, Place place) {
        parts.pushHandle(code, nested.maker());
        for (Member member : nested.members()) {
            if (split) {
                ClassDesc value = PartCode.describe(member.part().type());
                String name = parts.addMethod(PREFIX, PartCode.withPlace(value), body -> {
                    push(body, member.part(), place.plus(member.offset()).passed());
                    body.return_(TypeKind.from(value));
                });
                place.pushFrame(code);
                parts.call(code, name, PartCode.withPlace(value));
            } else {
                push(code, member.part(), place.plus(member.offset()));
            }
        }
        PartCode.invoke(code, nested.maker());
    }

    private void pushPrimitive(CodeBuilder code, RecordPart.Primitive part, Place place) {
        Class<?> carrier = Layouts.carrier(part.dtype());
        if (carrier == null) {
            PartCode.pushLongDouble(code, part, place);
            code.invokevirtual(PartCode.LONG_DOUBLE, "get", PartCode.withPlace(CD_double, CD_boolean));
            return;
        }
        parts.pushVariable(code, part, place);
        code.invokevirtual(PartCode.VARIABLE, "get", PartCode.withPlace(PartCode.describe(carrier)));
        if (part.type() == boolean.class) {
            // NumPy takes any byte but 0 for true.
            code.ifThenElse(CodeBuilder::iconst_1, CodeBuilder::iconst_0);
        } else if (!part.isPlain()) {
            code.invokestatic(CD_Float, "float16ToFloat", MethodTypeDesc.of(CD_float, CD_short));
        }
    }

    private void pushItems(CodeBuilder code, RecordPart.Items items, Place place) {
        int array = code.allocateLocal(TypeKind.REFERENCE);
        pushNewArray(code, items);
        code.astore(array);
        if (items.isCopied()) {
            RecordPart.Primitive item = (RecordPart.Primitive) items.item();
            place.pushSegment(code);
            parts.pushLayout(code, item);
            place.pushOffset(code);
            code.aload(array).iconst_0().loadConstant(items.length());
            MethodTypeDesc copy =
                    MethodTypeDesc.of(CD_void, PartCode.SEGMENT, PartCode.LAYOUT, CD_long, CD_Object, CD_int, CD_int);
            code.invokestatic(PartCode.SEGMENT, "copy", copy, true);
        } else {
            PartCode.forEachItem(code, items, place, (pushIndex, there) -> {
                code.aload(array);
                pushIndex.run();
                if (items.item() instanceof RecordPart.Nested nested) {
                    call(code, nested, there, items.stride());
                } else {
                    push(code, items.item(), there);
                }
                PartCode.storeItem(code, items);
            });
        }
        code.aload(array);
    }

    private void pushNewArray(CodeBuilder code, RecordPart.Items items) {
        Class<?> component = items.type().componentType();
        if (component.isPrimitive()) {
            code.loadConstant(items.length()).newarray(TypeKind.from(component));
        } else if (PartCode.seen(items.type()) == items.type()) {
            code.loadConstant(items.length()).anewarray(PartCode.describe(component));
        } else {
            MethodHandle constructor = MethodHandles.arrayConstructor(items.type());
            parts.pushHandle(code, constructor);
            code.loadConstant(items.length());
            PartCode.invoke(code, constructor);
            code.checkcast(RecordCode.describe(Object[].class));
        }
    }
}
