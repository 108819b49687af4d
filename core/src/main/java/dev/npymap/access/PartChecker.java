package dev.npymap.access;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.npymap.access.RecordPart.Member;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * Generates code that finds whatever keeps a record from being written, before its first byte is: nulls, arrays of another
 * length, and values that do not fit. A record of primitives needs none.
 */
final class PartChecker {
    private static final ClassDesc ACCESSOR = RecordCode.describe(RecordAccessor.class);
    private static final ClassDesc OBJECTS = RecordCode.describe(Objects.class);

    private final PartCode parts;

    /** The methods that check a nested record or an array. */
    private final IdentityHashMap<RecordPart, String> methods = new IdentityHashMap<>();

    PartChecker(PartCode parts) {
        this.parts = parts;
    }

    /** Checks every component of the record in a local variable. */
    void checkMembers(CodeBuilder code, RecordPart.Nested nested, int local) {
        for (Member member : nested.members()) {
            if (canFail(member.part())) {
                parts.pushHandle(code, member.getter());
                code.aload(local);
                PartCode.invoke(code, member.getter());
                check(code, member.part(), member.path());
            }
        }
    }

    private static boolean canFail(RecordPart part) {
        return !(part instanceof RecordPart.Primitive);
    }

    /** Checks the value on the stack, and takes it away. */
    private void check(CodeBuilder code, RecordPart part, String path) {
        int value = code.allocateLocal(TypeKind.REFERENCE);
        code.dup()
                .astore(value)
                .ldc("the component " + path + " is null")
                .invokestatic(OBJECTS, "requireNonNull", MethodTypeDesc.of(CD_Object, CD_Object, CD_String))
                .pop();
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
            checkMembers(code, nested, 0);
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
