package dev.npymap.record;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.npymap.record.RecordPart.Member;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Generates code that finds whatever keeps a record from being written, before its first byte is: nulls, arrays of another
 * length, values that do not fit, and, where code is not split, what the components' own methods throw.
 */
final class PartChecker {
    private static final ClassDesc ACCESSOR = RecordCode.describe(RecordAccessor.class);
    private static final ClassDesc OBJECTS = RecordCode.describe(Objects.class);

    /** So many components at most are checked by one method where code is split, so that C2 inlines it. */
    private static final int MAX_CHECKED = 16;

    private final PartCode parts;
    private final boolean split;

    /** The methods that check a nested record or an array. */
    private final IdentityHashMap<RecordPart, String> methods = new IdentityHashMap<>();

    /** With {@code split}, each component has a method of its own. */
    PartChecker(PartCode parts, boolean split) {
        this.parts = parts;
        this.split = split;
    }

    /**
     * Checks every component of the record in a local variable.
     *
     * @return the local variables that keep the components, so that none is asked for twice; empty if code is split, as there
     *     would be too many
     */
    IdentityHashMap<Member, Integer> checkRecord(CodeBuilder code, RecordPart.Nested root, int local) {
        IdentityHashMap<Member, Integer> kept = new IdentityHashMap<>();
        if (split) {
            checkSplit(code, root.members(), local);
        } else {
            keepMembers(code, root, local, kept);
        }
        return kept;
    }

    private void checkSplit(CodeBuilder code, List<Member> members, int local) {
        MethodTypeDesc type = MethodTypeDesc.of(CD_void, RecordCode.RECORD);
        List<Member> checked =
                members.stream().filter(member -> canFail(member.part())).toList();
        for (int from = 0; from < checked.size(); from += MAX_CHECKED) {
            List<Member> some = checked.subList(from, Math.min(from + MAX_CHECKED, checked.size()));
            String name = parts.addMethod("check", type, body -> {
                checkMembers(body, some, 0);
                body.return_();
            });
            code.aload(local);
            parts.call(code, name, type);
        }
    }

    private void keepMembers(
            CodeBuilder code, RecordPart.Nested nested, int local, IdentityHashMap<Member, Integer> kept) {
        for (Member member : nested.members()) {
            TypeKind kind = member.kind();
            int value = code.allocateLocal(kind);
            kept.put(member, value);
            pushMember(code, member, local);
            code.storeLocal(kind, value);
            if (member.part() instanceof RecordPart.Nested inner) {
                checkNotNull(code, value, member.path());
                keepMembers(code, inner, value, kept);
            } else if (canFail(member.part())) {
                check(code, member.part(), member.path(), value);
            }
        }
    }

    /**
     * Primitives too are asked for, since a component's method may throw; but not where code is split: with twice as many
     * calls, C2 would no longer inline a wide record, and so make it.
     */
    private void checkMembers(CodeBuilder code, List<Member> members, int local) {
        for (Member member : members) {
            if (canFail(member.part())) {
                pushMember(code, member, local);
                check(code, member.part(), member.path());
            } else if (!split) {
                pushMember(code, member, local);
                if (member.kind().slotSize() == 2) {
                    code.pop2();
                } else {
                    code.pop();
                }
            }
        }
    }

    private void pushMember(CodeBuilder code, Member member, int local) {
        parts.pushHandle(code, member.getter());
        code.aload(local);
        PartCode.invoke(code, member.getter());
    }

    private static boolean canFail(RecordPart part) {
        return !(part instanceof RecordPart.Primitive);
    }

    /** Checks the value on the stack, and takes it away. */
    private void check(CodeBuilder code, RecordPart part, String path) {
        int value = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(value);
        check(code, part, path, value);
    }

    private static void checkNotNull(CodeBuilder code, int local, String path) {
        code.aload(local)
                .ldc("the component " + path + " is null")
                .invokestatic(OBJECTS, "requireNonNull", MethodTypeDesc.of(CD_Object, CD_Object, CD_String))
                .pop();
    }

    /** Checks the value in a local variable. */
    private void check(CodeBuilder code, RecordPart part, String path, int value) {
        checkNotNull(code, value, path);
        if (part instanceof RecordPart.Coded coded) {
            parts.pushConstant(code, PartCode.CODEC, coded.codec());
            code.aload(value).invokeinterface(PartCode.CODEC, "check", MethodTypeDesc.of(CD_void, CD_Object));
        } else {
            MethodTypeDesc type = MethodTypeDesc.of(CD_void, PartCode.describe(part.type()));
            String name = methods.computeIfAbsent(
                    part,
                    p -> parts.addMethod("check", type, body -> {
                        checkParts(body, part);
                        body.return_();
                    }));
            code.aload(value);
            parts.call(code, name, type);
        }
    }

    /** Checks what is within the record or array in local variable 0. */
    private void checkParts(CodeBuilder code, RecordPart part) {
        if (part instanceof RecordPart.Nested nested) {
            checkMembers(code, nested.members(), 0);
        } else if (part instanceof RecordPart.Items items) {
            PartCode.pushArray(code, items, 0);
            code.arraylength()
                    .loadConstant(items.length())
                    .ldc(items.path())
                    .invokestatic(ACCESSOR, "checkLength", MethodTypeDesc.of(CD_void, CD_int, CD_int, CD_String));
            if (canFail(items.item())) {
                checkItems(code, items);
            }
        }
    }

    private void checkItems(CodeBuilder code, RecordPart.Items items) {
        int index = code.allocateLocal(TypeKind.INT);
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0()
                .istore(index)
                .labelBinding(next)
                .iload(index)
                .loadConstant(items.length())
                .if_icmpge(end);
        PartCode.pushArray(code, items, 0);
        code.iload(index);
        PartCode.loadItem(code, items);
        check(code, items.item(), items.path() + "[]");
        code.iinc(index, 1).goto_(next).labelBinding(end);
    }
}
