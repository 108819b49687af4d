package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.ByteOrder;

/** Any text is a dtype that is written and read back, or an IllegalArgumentException: nothing else comes out. */
class DTypeFuzzTest {
    @FuzzTest
    void anyText(@NotNull String text) {
        DType dtype;
        try {
            dtype = DType.of(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).*, at character [0-9]+");
            return;
        }
        DType read = DType.of(dtype.descr());

        assertThat(read).isEqualTo(dtype).hasSameHashCodeAs(dtype);
        assertThat(read.itemSize()).isEqualTo(dtype.itemSize()).isNotNegative();
        assertThat(read.layout().byteSize()).isEqualTo(dtype.itemSize());
        assertThat(read.withOrder(ByteOrder.BIG_ENDIAN).itemSize()).isEqualTo(dtype.itemSize());
        if (dtype instanceof StructType struct) {
            for (StructType.Field field : struct.fields()) {
                assertThat(FieldPath.of(struct, field.name()).offset()).isEqualTo(field.offset());
            }
        }
    }
}
