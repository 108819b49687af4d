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
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The bytes of a subclass of {@link RecordAccessor}, and the constants that have no form in a class file. */
final class RecordCode {
    /** HotSpot's FreqInlineSize: it inlines no method that is longer than this into a hot loop, in bytes. */
    private static final int MAX_INLINED = 325;

    /**
     * So many values take more than that in any case. To try them in one method would be in vain, and fail where there are so
     * many that they do not fit in a method at all.
     */
    private static final int MAX_FLAT = 40;

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
     * <p>One flat method reads a row, and one writes it, as long as C2 will inline it; else each part has its own method.
     */
    static RecordCode of(RecordPart.Nested root, int size, OptionalLong stride) {
        if (count(root) > MAX_FLAT) {
            return of(root, size, stride, true, true);
        }
        RecordCode flat = of(root, size, stride, false, false);
        boolean read = flat.isInlined(name -> name.startsWith(PartReader.PREFIX));
        boolean written = flat.isInlined(name -> !name.startsWith(PartReader.PREFIX));
        return read && written ? flat : of(root, size, stride, !read, !written);
    }

    /** {@return the number of values, a record among them counting as one more} */
    private static int count(RecordPart.Nested record) {
        int count = 0;
        for (Member member : record.members()) {
            count += member.part() instanceof RecordPart.Nested nested ? 1 + count(nested) : 1;
        }
        return count;
    }

    private boolean isInlined(Predicate<String> names) {
        ClassModel model = ClassFile.of().parse(bytes);
        for (MethodModel method : model.methods()) {
            CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
            if (names.test(method.methodName().stringValue()) && code.codeLength() > MAX_INLINED) {
                return false;
            }
        }
        return true;
    }

    private static RecordCode of(
            RecordPart.Nested root, int size, OptionalLong stride, boolean splitGet, boolean splitSet) {
        ClassDesc name = ClassDesc.of(
                RecordAccessor.class.getName() + "$Of$" + legal(root.type().getSimpleName()));
        PartCode parts = new PartCode(name);
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
            method(type, "get", GET, code -> get(code, new PartReader(parts, splitGet), root, size, stride));
            method(type, "set", SET, code -> set(code, parts, splitSet, root, size, stride));
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

    private static void get(
            CodeBuilder code, PartReader reader, RecordPart.Nested root, int size, OptionalLong stride) {
        Place row = row(code, size, stride);
        reader.push(code, root, row);
        code.areturn();
    }

    private static void set(
            CodeBuilder code, PartCode parts, boolean split, RecordPart.Nested root, int size, OptionalLong stride) {
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
        IdentityHashMap<Member, Integer> kept = new PartChecker(parts, split).checkRecord(code, root, 3);
        Place row = row(code, size, stride);
        new PartWriter(parts, split, kept).storeMembers(code, root, row, 3);
        code.return_();
    }

    /**
     * Keeps the segment in a local variable, and the offset of a row that there is.
     *
     * <p>That the row lies in the segment is known, and checked all the same: the call tells C2 the segment's class, once for
     * all accesses that follow, which then share their checks. Without it, in a program that uses confined arenas and others,
     * one {@code get} of 16 fields took 7,000 bytes of machine code instead of 1,300, and so was no longer inlined.
     */
    private static Place row(CodeBuilder code, int size, OptionalLong stride) {
        int segment = code.allocateLocal(TypeKind.REFERENCE);
        int base = code.allocateLocal(TypeKind.LONG);
        code.aload(0)
                .getfield(ACCESSOR, "segment", PartCode.SEGMENT)
                .astore(segment)
                .aload(0)
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
        code.lmul()
                .ladd()
                .aload(segment)
                .invokeinterface(PartCode.SEGMENT, "byteSize", MethodTypeDesc.of(CD_long))
                .loadConstant(size - 1L)
                .lsub()
                .invokestatic(OBJECTS, "checkIndex", MethodTypeDesc.of(CD_long, CD_long, CD_long))
                .lstore(base);
        return new Place(segment, base, 0, size);
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
     * Where a value lies, to generated code: in a frame of the segment, which is a row, or an item of an array.
     *
     * <p>Every primitive is read through a VarHandle that checks its whole frame. So all fields of a row have the same check, of
     * which C2 keeps one; then it drops the loads of fields that are not used, which it could not if each had its own check.
     * A slice of the segment for each row would do so too, but {@code asSlice} is inlined by its profile as it happens to be,
     * and in one JVM of ten or so it was not, or not all of it: then every slice was made, and every row took ten times as long.
     * What VarHandles do is always inlined.
     *
     * @param segment the local variable with the segment
     * @param base the local variable with the offset of the frame
     * @param offset the constant offset from there, in bytes
     * @param size the length of the frame, in bytes
     */
    record Place(int segment, int base, long offset, long size) {
        /** {@return the beginning of a frame that the first two parameters of a static method tell} */
        static Place ofParameters(long size) {
            return new Place(0, 1, 0, size);
        }

        Place plus(long bytes) {
            return new Place(segment, base, offset + bytes, size);
        }

        /** {@return the same place, to a static method to which the frame is passed} */
        Place passed() {
            return new Place(0, 1, offset, size);
        }

        void pushSegment(CodeBuilder code) {
            code.aload(segment);
        }

        void pushOffset(CodeBuilder code) {
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

        /** Pushes the segment, then the offset of the frame. */
        void pushFrame(CodeBuilder code) {
            code.aload(segment).lload(base);
        }

        /** {@return a handle on a value here, whose coordinates are the frame} */
        VarHandle handle(ValueLayout value) {
            List<MemoryLayout> members = new ArrayList<>();
            addPadding(members, offset);
            members.add(value.withName("value"));
            addPadding(members, size - offset - value.byteSize());
            return MemoryLayout.structLayout(members.toArray(MemoryLayout[]::new))
                    .varHandle(PathElement.groupElement("value"));
        }

        private static void addPadding(List<MemoryLayout> members, long bytes) {
            if (bytes > 0) {
                members.add(MemoryLayout.paddingLayout(bytes));
            }
        }
    }
}
