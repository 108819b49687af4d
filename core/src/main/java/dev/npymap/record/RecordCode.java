package dev.npymap.record;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.npymap.access.Strided;
import dev.npymap.bulk.ReadOnly;
import dev.npymap.record.RecordPart.Member;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The bytes of a subclass of {@link RecordAccessor}, and the constants that have no form in a class file. */
final class RecordCode {
    /** HotSpot's FreqInlineSize: it inlines no method that is longer than this into a hot loop, in bytes. */
    private static final int MAX_INLINED = 325;

    /**
     * So many values take more than that in any case. To try them in one method would be in vain, and fail where there are so
     * many that they do not fit in a method at all.
     */
    private static final int MAX_FLAT = 25;

    private static final ClassDesc ACCESSOR = describe(RecordAccessor.class);
    private static final ClassDesc STRIDED = describe(Strided.class);
    private static final ClassDesc OBJECTS = describe(Objects.class);
    private static final ClassDesc CONSUMER = describe(Consumer.class);
    static final ClassDesc RECORD = describe(Record.class);

    private static final MethodTypeDesc GET = MethodTypeDesc.of(RECORD, CD_long);
    private static final MethodTypeDesc SET = MethodTypeDesc.of(CD_void, CD_long, RECORD);
    private static final MethodTypeDesc FOR_EACH = MethodTypeDesc.of(CD_void, CD_long, CD_long, CONSUMER);
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(CD_void, STRIDED);

    private final byte[] bytes;
    private final List<Object> constants;

    private RecordCode(byte[] bytes, List<Object> constants) {
        this.bytes = bytes;
        this.constants = constants;
    }

    /** {@return the class file; not to be written to} */
    byte[] bytes() {
        return bytes;
    }

    /** {@return the class data} */
    List<Object> constants() {
        return constants;
    }

    static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /**
     * {@return the class of a record and a stride, or if that is empty of any stride}
     *
     * <p>One flat method reads a row, and one writes it, as long as C2 will inline them; else each part has its own method.
     */
    static RecordCode of(RecordPart.Nested root, int size, OptionalLong stride) {
        if (count(root) > MAX_FLAT) {
            return of(root, size, stride, true);
        }
        RecordCode flat = of(root, size, stride, false);
        return flat.isInlined() ? flat : of(root, size, stride, true);
    }

    /** {@return the number of values, a record among them counting as one more} */
    private static int count(RecordPart.Nested record) {
        int count = 0;
        for (Member member : record.members()) {
            count += member.part() instanceof RecordPart.Nested nested ? 1 + count(nested) : 1;
        }
        return count;
    }

    private boolean isInlined() {
        ClassModel model = ClassFile.of().parse(bytes);
        for (MethodModel method : model.methods()) {
            CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
            if (code.codeLength() > MAX_INLINED) {
                return false;
            }
        }
        return true;
    }

    private static RecordCode of(RecordPart.Nested root, int size, OptionalLong stride, boolean split) {
        ClassDesc name = ClassDesc.of(
                RecordAccessor.class.getName() + "$Of$" + legal(root.type().getSimpleName()));
        PartCode parts = new PartCode(name, split);
        byte[] bytes = ClassFile.of().build(name, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                    .withSuperclass(ACCESSOR);
            method(
                    type,
                    ConstantDescs.INIT_NAME,
                    CONSTRUCTOR,
                    code -> code.aload(0)
                            .aload(1)
                            .invokespecial(ACCESSOR, ConstantDescs.INIT_NAME, CONSTRUCTOR)
                            .return_());
            method(type, "get", GET, code -> get(code, parts, root, size, stride));
            method(type, "set", SET, code -> set(code, parts, root, size, stride));
            method(type, "forEach", FOR_EACH, code -> forEach(code, name));
            parts.writeMethods(type);
        });
        return new RecordCode(bytes, parts.constants());
    }

    /** Other languages have names that are none in Java. */
    private static String legal(String name) {
        return name.replaceAll("\\P{javaJavaIdentifierPart}", "_");
    }

    private static void method(ClassBuilder type, String name, MethodTypeDesc descriptor, Consumer<CodeBuilder> code) {
        type.withMethodBody(name, descriptor, 0, code);
    }

    private static void get(CodeBuilder code, PartCode parts, RecordPart.Nested root, int size, OptionalLong stride) {
        Place row = row(code, root, size, stride);
        new PartReader(parts).push(code, root, row);
        code.areturn();
    }

    private static void set(CodeBuilder code, PartCode parts, RecordPart.Nested root, int size, OptionalLong stride) {
        Label writable = code.newLabel();
        code.aload(0)
                .getfield(ACCESSOR, "readOnly", CD_boolean)
                .ifeq(writable)
                .invokestatic(
                        describe(ReadOnly.class),
                        "error",
                        MethodTypeDesc.of(describe(UnsupportedOperationException.class)))
                .athrow()
                .labelBinding(writable)
                .aload(3)
                .invokestatic(OBJECTS, "requireNonNull", MethodTypeDesc.of(CD_Object, CD_Object))
                .pop();
        IdentityHashMap<Member, Integer> kept = new PartChecker(parts).checkRecord(code, root, 3);
        Place row = row(code, root, size, stride);
        new PartWriter(parts, kept).storeMembers(code, root, row, 3);
        code.return_();
    }

    /**
     * Keeps a slice of the segment in a local variable, which is the row and no more. The slice is never made, once compiled,
     * but its bounds are constants: so there is one check of bounds for a row and none for a field, and C2 drops the loads of
     * fields that are not used, which it could not while their checks were there.
     *
     * <p>One primitive alone has one check anyway, and is read from the segment itself: in one JVM of six or so, C2 did make the
     * slices of a loop that gets several rows each time, which then took ten times as long or more.
     */
    private static Place row(CodeBuilder code, RecordPart.Nested root, int size, OptionalLong stride) {
        int row = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(0).getfield(ACCESSOR, "segment", PartCode.SEGMENT);
        if (root.members().size() == 1 && root.members().getFirst().part() instanceof RecordPart.Primitive) {
            int base = code.allocateLocal(TypeKind.LONG);
            code.astore(row);
            pushBase(code, stride);
            code.lstore(base);
            return new Place(row, base, 0);
        }
        pushBase(code, stride);
        code.loadConstant((long) size)
                .invokeinterface(PartCode.SEGMENT, "asSlice", MethodTypeDesc.of(PartCode.SEGMENT, CD_long, CD_long))
                .astore(row);
        return new Place(row, Place.NO_BASE, 0);
    }

    /** Pushes the offset of a row that there is. */
    private static void pushBase(CodeBuilder code, OptionalLong stride) {
        code.aload(0)
                .getfield(ACCESSOR, "base", CD_long)
                .lload(1)
                .aload(0)
                .getfield(ACCESSOR, "length", CD_long)
                .invokestatic(OBJECTS, "checkIndex", MethodTypeDesc.of(CD_long, CD_long, CD_long));
        if (stride.isPresent()) {
            code.loadConstant(stride.getAsLong());
        } else {
            code.aload(0).getfield(ACCESSOR, "stride", CD_long);
        }
        code.lmul().ladd();
    }

    private static void forEach(CodeBuilder code, ClassDesc self) {
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next)
                .lload(1)
                .lload(3)
                .lcmp()
                .ifge(end)
                .aload(5)
                .aload(0)
                .lload(1)
                .invokevirtual(self, "get", GET)
                .invokeinterface(CONSUMER, "accept", MethodTypeDesc.of(CD_void, CD_Object))
                .lload(1)
                .lconst_1()
                .ladd()
                .lstore(1)
                .goto_(next)
                .labelBinding(end)
                .return_();
    }

    /**
     * Where a value lies, to generated code.
     *
     * @param segment the local variable with the segment
     * @param base the local variable with an offset, or {@link #NO_BASE} if there is none
     * @param offset a constant to add to it, in bytes
     */
    record Place(int segment, int base, long offset) {
        static final int NO_BASE = -1;

        /** The first two parameters of a static method. */
        static final Place OF_PARAMETERS = new Place(0, 1, 0);

        Place plus(long bytes) {
            return new Place(segment, base, offset + bytes);
        }

        void pushSegment(CodeBuilder code) {
            code.aload(segment);
        }

        void pushOffset(CodeBuilder code) {
            if (base == NO_BASE) {
                code.loadConstant(offset);
                return;
            }
            code.lload(base);
            if (offset != 0) {
                code.loadConstant(offset).ladd();
            }
        }

        /** Pushes the segment, then the offset. */
        void push(CodeBuilder code) {
            pushSegment(code);
            pushOffset(code);
        }
    }
}
