package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ArrayRecordComponent") // records that are never made
class RecordDTypeTest {
    private static final String NAME = RecordDTypeTest.class.getName() + "$";

    record Inner(float x, @NpyField(name = "not x") double y) {}

    record Everything(
            boolean flag,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            Instant instant,
            LocalDateTime local,
            Duration length,
            Inner inner,
            @NpyField(dtype = "U16") String text,
            @NpyField(dtype = "S3") String ascii,
            @NpyField(dtype = "V5") byte[] raw,
            @NpyField(dtype = "(2,3)f8") double[][] m,

            @NpyField(dtype = "([('x', 'f4'), ('not x', '>f8')], (3,))")
            Inner[] inners,

            @NpyField(name = "h", dtype = ">f2") float half,
            @NpyField(dtype = "M8[D]") long day,
            @NpyField(dtype = "u4") int unsigned) {}

    @Test
    void everyType() {
        assertThat(DType.of(Everything.class))
                .hasToString(
                        "[('flag', '|b1'), ('b', '|i1'), ('s', '<i2'), ('i', '<i4'), ('l', '<i8'), ('f', '<f4'), ('d', '<f8'), "
                                + "('instant', '<M8[ns]'), ('local', '<M8[ns]'), ('length', '<m8[ns]'), "
                                + "('inner', [('x', '<f4'), ('not x', '<f8')]), ('text', '<U16'), ('ascii', '|S3'), "
                                + "('raw', '|V5'), ('m', '<f8', (2, 3)), ('inners', [('x', '<f4'), ('not x', '>f8')], (3,)), "
                                + "('h', '>f2'), ('day', '<M8[D]'), ('unsigned', '<u4')]");
    }

    record Nothing() {}

    @Test
    void nothing() {
        assertThat(DType.of(Nothing.class)).hasToString("[]");
    }

    record Within(int depth, Within within) {}

    record Wrong(
            String text,
            byte[] raw,
            double[] m,
            Inner[] inners,
            List<String> list,
            char c,
            Within within,
            @NpyField(dtype = "f3") float f,
            @NpyField(name = "c") int again,
            double fine) {}

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.of(Wrong.class))
                .withMessage("""
                        no dtype follows from the record %sWrong:
                          component text (java.lang.String): its length is not known: give it one, as in @NpyField(dtype = "U16")
                          component raw (byte[]): its length is not known: give it one, as in @NpyField(dtype = "V16")
                          component m (double[]): its dimensions are not known: give it some, as in @NpyField(dtype = "(2,3)f8")
                          component inners (%sInner[]): its dimensions are not known: give it some, as in @NpyField(dtype = "([('x', 'f8')], (3,))")
                          component list (java.util.List): no dtype for this type: give it one, as in @NpyField(dtype = "f8")
                          component c (char): no dtype for this type: give it one, as in @NpyField(dtype = "f8")
                          component within.within (%sWithin): a record within itself
                          component f (float): expected a dtype, found 'f3', at character 0
                          component again (int): the field 'c' is taken by the component c""".formatted(NAME, NAME, NAME));
    }

    @Test
    void recordItselfIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.of(Record.class))
                .withMessage("java.lang.Record is no record");
    }
}
