package dev.npymap.dtype;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.ScalarType.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTypeTest {
    static Stream<Arguments> constants() {
        return Stream.of(
                arguments(DType.BOOL, "|b1", Kind.BOOL),
                arguments(DType.INT8, "|i1", Kind.INT),
                arguments(DType.INT16, "<i2", Kind.INT),
                arguments(DType.INT32, "<i4", Kind.INT),
                arguments(DType.INT64, "<i8", Kind.INT),
                arguments(DType.UINT8, "|u1", Kind.UINT),
                arguments(DType.UINT16, "<u2", Kind.UINT),
                arguments(DType.UINT32, "<u4", Kind.UINT),
                arguments(DType.UINT64, "<u8", Kind.UINT),
                arguments(DType.FLOAT16, "<f2", Kind.FLOAT),
                arguments(DType.FLOAT32, "<f4", Kind.FLOAT),
                arguments(DType.FLOAT64, "<f8", Kind.FLOAT),
                arguments(DType.LONGDOUBLE, "<f16", Kind.FLOAT),
                arguments(DType.COMPLEX64, "<c8", Kind.COMPLEX),
                arguments(DType.COMPLEX128, "<c16", Kind.COMPLEX),
                arguments(DType.CLONGDOUBLE, "<c32", Kind.COMPLEX),
                arguments(DType.bytes(5), "|S5", Kind.BYTES),
                arguments(DType.string(5), "<U5", Kind.STRING),
                arguments(DType.raw(5), "|V5", Kind.VOID),
                arguments(DType.datetime64(DatetimeUnit.NANOSECOND), "<M8[ns]", Kind.DATETIME),
                arguments(DType.timedelta64(DatetimeUnit.DAY), "<m8[D]", Kind.TIMEDELTA),
                arguments(DType.datetime64(DatetimeUnit.GENERIC), "<M8", Kind.DATETIME));
    }

    @ParameterizedTest
    @MethodSource("constants")
    void isWrittenAsNumPyWritesIt(ScalarType type, String text, Kind kind) {
        assertThat(type).hasToString(text).isEqualTo(DType.of(text));
        assertThat(type.descr()).isEqualTo("'" + text + "'");
        assertThat(type.kind()).isEqualTo(kind);
        assertThat(text.charAt(1)).isEqualTo(kind.code());
        assertThat(type.order()).isEqualTo(LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("constants")
    void turnsItsByteOrder(ScalarType type, String text, Kind kind) {
        String turned = text.replace('<', '>');

        assertThat(type.withOrder(BIG_ENDIAN)).hasToString(turned).isEqualTo(DType.of(turned));
        assertThat(type.withOrder(BIG_ENDIAN).withOrder(LITTLE_ENDIAN)).isEqualTo(type);
        assertThat(type.withOrder(BIG_ENDIAN).equals(type)).isEqualTo(text.startsWith("|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|b1", "|i1", "|u1", "|S5", "|V5", "|S0"})
    void whatHasNoByteOrderIsLittleEndian(String text) {
        assertThat(((ScalarType) DType.of(">" + text.substring(1))).order()).isEqualTo(LITTLE_ENDIAN);
    }

    @Test
    void byteOrderIsNeverNull() {
        assertThatNullPointerException().isThrownBy(() -> DType.INT8.withOrder(null));
    }

    @Test
    void knowsUnitAndMultiple() {
        ScalarType type = (ScalarType) DType.of(">m8[25s]");

        assertThat(type.unit()).isEqualTo(DatetimeUnit.SECOND);
        assertThat(type.multiple()).isEqualTo(25);
        assertThat(type.withMultiple(7)).hasToString(">m8[7s]");
        assertThat(type.withMultiple(1)).hasToString(">m8[s]");
        assertThat(DType.FLOAT64.unit()).isEqualTo(DatetimeUnit.GENERIC);
        assertThat(DType.FLOAT64.multiple()).isEqualTo(1);
    }

    @Test
    void onlyAUnitHasAMultiple() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.datetime64(DatetimeUnit.SECOND).withMultiple(0))
                .withMessage("a multiple of 0 for the dtype <M8[s]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.datetime64(DatetimeUnit.GENERIC).withMultiple(2))
                .withMessage("a multiple of 2 for the dtype <M8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.INT64.withMultiple(2))
                .withMessage("a multiple of 2 for the dtype <i8");
    }

    @Test
    void lengthsHaveLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.bytes(-1))
                .withMessage("a length of -1 for the dtype S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.raw(-1))
                .withMessage("a length of -1 for the dtype V");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.string(1 << 29))
                .withMessage("a length of 536870912 for the dtype U");
        assertThat(DType.string((1 << 29) - 1).itemSize()).isEqualTo(Integer.MAX_VALUE - 3);
    }

    @ParameterizedTest
    @EnumSource(DatetimeUnit.class)
    void everyUnitHasASymbol(DatetimeUnit unit) {
        assertThat(DType.of("m8[" + unit.symbol() + "]")).isEqualTo(DType.timedelta64(unit));
        assertThat(DatetimeUnit.ofSymbol(unit.symbol())).isEqualTo(unit);
    }

    @Test
    void unitsHaveALengthOrDecimals() {
        assertThat(DatetimeUnit.WEEK.seconds()).isEqualTo(7 * 24 * 60 * 60);
        assertThat(DatetimeUnit.MINUTE.seconds()).isEqualTo(60);
        assertThat(DatetimeUnit.YEAR.seconds()).isZero();
        assertThat(DatetimeUnit.ATTOSECOND.decimals()).isEqualTo(18);
        assertThat(DatetimeUnit.SECOND.decimals()).isZero();
        assertThat(DatetimeUnit.ofSymbol("fortnight")).isNull();
    }
}
