package dev.npymap.record;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.npymap.bulk.Layouts;
import dev.npymap.bulk.LongDoubleBits;
import dev.npymap.bulk.ObjectCodec;
import dev.npymap.record.RecordCode.Place;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the code that reads a record's parts and the code that writes them share.
 *
 * <p>The generated class cannot name the user's classes. To it every record is a {@link Record}, every array of records an
 * Object, and constructors and component methods are method handles, constants like the offsets.
 */
final class PartCode {
    /**
     * Arrays of at most so many items are read and written item by item, so that one that does not escape is not made. More
     * would not be inlined.
     */
    static final int MAX_UNROLLED = 12;

    static final ClassDesc SEGMENT = RecordCode.describe(MemorySegment.class);
    static final ClassDesc LAYOUT = RecordCode.describe(ValueLayout.class);
    static final ClassDesc VARIABLE = RecordCode.describe(VarHandle.class);
    static final ClassDesc CODEC = RecordCode.describe(ObjectCodec.class);
    static final ClassDesc LONG_DOUBLE = RecordCode.describe(LongDoubleBits.class);

    private static final ClassDesc HANDLE = RecordCode.describe(MethodHandle.class);

    private final ClassDesc self;
    private final List<Object> constants = new ArrayList<>();
    private final Deque<Consumer<ClassBuilder>> methods = new ArrayDeque<>();
    private int methodCount;

    PartCode(ClassDesc self) {
        this.self = self;
    }

    List<Object> constants() {
        return List.copyOf(constants);
    }

    /** {@return a type as the generated class sees it} */
    static Class<?> seen(Class<?> type) {
        Class<?> base = type;
        while (base.isArray()) {
            base = base.componentType();
        }
        if (!base.isRecord()) {
            return type;
        }
        return type.isArray() ? Object.class : Record.class;
    }

    private static MethodType seen(MethodType type) {
        return MethodType.methodType(
                seen(type.returnType()),
                type.parameterList().stream().map(PartCode::seen).toArray(Class<?>[]::new));
    }

    static ClassDesc describe(Class<?> type) {
        return RecordCode.describe(seen(type));
    }

    void pushConstant(CodeBuilder code, ClassDesc type, Object constant) {
        code.ldc(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, constants.size()));
        constants.add(constant);
    }

    /** Pushes a handle, to be called by {@link #invoke} when its arguments are pushed too. */
    void pushHandle(CodeBuilder code, MethodHandle handle) {
        pushConstant(code, HANDLE, handle.asType(seen(handle.type())));
    }

    static void invoke(CodeBuilder code, MethodHandle handle) {
        MethodTypeDesc type = seen(handle.type()).describeConstable().orElseThrow();
        code.invokevirtual(HANDLE, "invokeExact", type);
    }

    void pushLayout(CodeBuilder code, RecordPart.Primitive part) {
        pushConstant(code, LAYOUT, Layouts.of(part.dtype()));
    }

    /** Pushes the VarHandle of a primitive and its coordinates. */
    void pushVariable(CodeBuilder code, RecordPart.Primitive part, Place place) {
        pushConstant(code, VARIABLE, place.handle(Layouts.of(part.dtype())));
        place.pushFrame(code);
    }

    /** Pushes the format, the segment, the offset, and whether it is big-endian. */
    static void pushLongDouble(CodeBuilder code, RecordPart.Primitive part, Place place) {
        code.getstatic(LONG_DOUBLE, LongDoubleBits.X87.name(), LONG_DOUBLE);
        place.push(code);
        code.loadConstant(Layouts.isBig(part.dtype()) ? 1 : 0);
    }

    /** Adds a static method; returns its name. */
    String addMethod(String prefix, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        String name = prefix + methodCount++;
        methods.add(builder -> builder.withMethodBody(name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, body));
        return name;
    }

    /** Calls a static method with what is on the stack. */
    void call(CodeBuilder code, String name, MethodTypeDesc type) {
        code.invokestatic(self, name, type);
    }

    /** Writes the methods that were added so far, and those that they add. */
    void writeMethods(ClassBuilder type) {
        while (!methods.isEmpty()) {
            methods.remove().accept(type);
        }
    }

    @FunctionalInterface
    interface ItemCode {
        void generate(Runnable pushIndex, Place place);
    }

    /** Generates code for each item: over and over for a few, in a loop for many. */
    static void forEachItem(CodeBuilder code, RecordPart.Items items, Place place, ItemCode item) {
        if (items.length() <= MAX_UNROLLED) {
            for (int i = 0; i < items.length(); i++) {
                int index = i;
                item.generate(() -> code.loadConstant(index), place.plus((long) index * items.stride()));
            }
            return;
        }
        int index = code.allocateLocal(TypeKind.INT);
        int offset = code.allocateLocal(TypeKind.LONG);
        Label next = code.newLabel();
        Label end = code.newLabel();
        place.pushOffset(code);
        code.lstore(offset)
                .iconst_0()
                .istore(index)
                .labelBinding(next)
                .iload(index)
                .loadConstant(items.length())
                .if_icmpge(end);
        item.generate(() -> code.iload(index), new Place(place.segment(), offset, 0, items.stride()));
        code.iinc(index, 1)
                .lload(offset)
                .loadConstant((long) items.stride())
                .ladd()
                .lstore(offset)
                .goto_(next)
                .labelBinding(end);
    }

    /** Pushes the array in a local variable, as one whose items can be loaded. */
    static void pushArray(CodeBuilder code, RecordPart.Items items, int local) {
        boolean named = seen(items.type()) == items.type();
        code.aload(local).checkcast(RecordCode.describe(named ? items.type() : Object[].class));
    }

    /** Stores the item on the stack in an array, behind its index on the stack. */
    static void storeItem(CodeBuilder code, RecordPart.Items items) {
        code.arrayStore(TypeKind.from(describe(items.item().type())));
    }

    /** Loads an item of the array on the stack at the index on the stack. */
    static void loadItem(CodeBuilder code, RecordPart.Items items) {
        ClassDesc type = describe(items.item().type());
        code.arrayLoad(TypeKind.from(type));
        if (seen(items.type()) != items.type()) {
            code.checkcast(type);
        }
    }

    /** {@return the type of a method that takes a segment, an offset, and more} */
    static MethodTypeDesc withPlace(ClassDesc result, ClassDesc... more) {
        return MethodTypeDesc.of(result, SEGMENT, CD_long).insertParameterTypes(2, more);
    }
}
