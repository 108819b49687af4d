package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A generated class lives as long as the record's class, and no longer. */
class RecordUnloadingTest {
    record Inner(double x, double y) {}

    record Outer(long id, Inner inner) {}

    private static final DType DTYPE = DType.of(Outer.class);

    /** Loads the records anew, and this class, which they are nested in. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(RecordUnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(RecordUnloadingTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Strided rows() {
        return new Strided(MemorySegment.ofArray(new byte[100]), DTYPE, 0, Shape.of(4), new long[] {DTYPE.itemSize()});
    }

    private static RecordAccessor<?> bind(Class<? extends Record> type) {
        RecordAccessor<?> records = RecordAccessor.of(rows(), type);
        assertThat(records.get(0)).hasToString("Outer[id=0, inner=Inner[x=0.0, y=0.0]]");
        return records;
    }

    private static Class<? extends Record> load() throws ClassNotFoundException {
        Class<?> type = new Loader().loadClass(Outer.class.getName());
        assertThat(type).isNotSameAs(Outer.class);
        return type.asSubclass(Record.class);
    }

    private static void awaitUnloaded(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void aRecordAndItsClassesAreUnloadedTogether() throws ClassNotFoundException, InterruptedException {
        Class<? extends Record> type = load();
        WeakReference<Class<?>> record = new WeakReference<>(type);
        WeakReference<Class<?>> generated = new WeakReference<>(bind(type).getClass());

        System.gc();
        assertThat(generated.get()).isSameAs(bind(type).getClass());
        type = null;

        awaitUnloaded(generated);
        awaitUnloaded(record);
    }

    @Test
    void anAccessorKeepsItsRecord() throws ClassNotFoundException {
        List<RecordAccessor<?>> accessors = List.of(bind(load()), bind(load()));
        System.gc();

        assertThat(accessors.get(0).get(3)).hasToString("Outer[id=0, inner=Inner[x=0.0, y=0.0]]");
        assertThat(accessors.get(0).getClass()).isNotSameAs(accessors.get(1).getClass());
    }
}
