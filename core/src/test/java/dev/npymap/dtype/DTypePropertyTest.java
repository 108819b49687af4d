package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.testing.Dtypes;
import java.nio.ByteOrder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DTypePropertyTest {
    @Provide
    Arbitrary<DType> dtypes() {
        return Dtypes.any();
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("dtypes") DType dtype) {
        DType read = DType.of(dtype.descr());

        assertThat(read).isEqualTo(dtype).hasSameHashCodeAs(dtype).hasToString(dtype.toString());
        assertThat(read.itemSize()).isEqualTo(dtype.itemSize());
    }

    @Property
    void layoutHasTheSizeOfAnElement(@ForAll("dtypes") DType dtype) {
        assertThat(dtype.layout().byteSize()).isEqualTo(dtype.itemSize());
        assertThat(dtype.layout().byteAlignment()).isEqualTo(1);
    }

    @Property
    void turnedTwiceIsTurnedOnce(@ForAll("dtypes") DType dtype) {
        DType big = dtype.withOrder(ByteOrder.BIG_ENDIAN);
        DType little = dtype.withOrder(ByteOrder.LITTLE_ENDIAN);

        assertThat(big.withOrder(ByteOrder.LITTLE_ENDIAN)).isEqualTo(little);
        assertThat(little.withOrder(ByteOrder.BIG_ENDIAN)).isEqualTo(big);
        assertThat(big.itemSize()).isEqualTo(dtype.itemSize());
        assertThat(big.alignment()).isEqualTo(dtype.alignment());
        // A field's name may be a sign too, but not a whole type.
        assertThat(big.descr()).doesNotContainPattern("'<[a-zA-Z]+\\d");
        assertThat(little.descr()).doesNotContainPattern("'>[a-zA-Z]+\\d");
    }

    @Property
    void everyFieldIsFoundByItsName(@ForAll("dtypes") DType dtype) {
        if (dtype instanceof StructType struct) {
            for (StructType.Field field : struct.fields()) {
                FieldPath path = FieldPath.of(struct, field.name());

                assertThat(path.offset()).isEqualTo(field.offset());
                assertThat(path.shape().size() * path.dtype().itemSize())
                        .isEqualTo(field.dtype().itemSize());
            }
        }
    }
}
