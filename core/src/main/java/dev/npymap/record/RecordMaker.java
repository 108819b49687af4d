package dev.npymap.record;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes records by {@code new}, in a nestmate of the record's own class.
 *
 * <p>A handle on a constructor does as much, but allocates by an intrinsic that reads, at every record, whether a debugger wants
 * to know of it; C2 cannot move that out of a loop that also writes to memory, though it drops the record itself. A loop from
 * field to field took 1.28 times as long so.
 */
final class RecordMaker {
    private static final String MAKE = "make";

    private RecordMaker() {}

    /**
     * {@return a handle on a method that makes the record; nothing where no class can be defined beside the record's: by a lookup
     * that crossed a module's border, or if the record's class or that of a component has no name}
     */
    static Optional<MethodHandle> of(Lookup lookup, Class<?> record) {
        MethodType signature = MethodType.methodType(
                record,
                Stream.of(record.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
        Optional<MethodTypeDesc> described = signature.describeConstable();
        if (described.isEmpty() || !lookup.hasFullPrivilegeAccess() || lookup.lookupClass() != record) {
            return Optional.empty();
        }
        MethodTypeDesc type = described.orElseThrow();
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(record.getName() + "$Maker"),
                        builder -> builder.withFlags(
                                        ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                                .withMethodBody(MAKE, type, ClassFile.ACC_STATIC, code -> make(code, type)));
        try {
            Lookup maker = lookup.defineHiddenClass(bytes, false, ClassOption.NESTMATE);
            return Optional.of(maker.findStatic(maker.lookupClass(), MAKE, signature));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the class that makes " + record.getName(), e);
        }
    }

    private static void make(CodeBuilder code, MethodTypeDesc type) {
        code.new_(type.returnType()).dup();
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        code.invokespecial(type.returnType(), ConstantDescs.INIT_NAME, type.changeReturnType(ConstantDescs.CD_void))
                .areturn();
    }
}
