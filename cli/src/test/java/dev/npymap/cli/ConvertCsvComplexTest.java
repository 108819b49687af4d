package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.NpyArray;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Complex numbers in CSV files, as cat writes them and as Python does. */
class ConvertCsvComplexTest extends CsvConversion {
    @Test
    void complexNumberMayBeOneCell() throws IOException {
        // As np.savetxt writes them.
        NpyArray array = converted(" (1.0e+00-2.0e+00j), (0e+00+3e+00j)\n (nan+infj), 5\n", "--dtype", ">c8");
        assertThat(array.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(array.complexes().toArray())
                .containsExactly(1, -2, 0, 3, Double.NaN, Double.POSITIVE_INFINITY, 5, 0);

        array = converted("5\n1+2j\n", "--replace", "--dtype", "c16");
        assertThat(array.shape()).isEqualTo(Shape.of(2));
        assertThat(array.complexes().toArray()).containsExactly(5, 0, 1, 2);
        assertThat(converted("1,2j\n", "--replace", "--dtype", "c16")
                        .complexes()
                        .toArray())
                .containsExactly(1, 0, 0, 2);
        assertThat(converted("1,2j\n", "--replace", "--dtype", "(2,)c16").shape())
                .isEqualTo(Shape.of(1, 2));
    }

    @Test
    void complexFieldsAreToldApartByTheirNumber() throws IOException {
        String dtype = "[('id', '<i4'), ('z', '<c8'), ('name', 'S2'), ('w', '<c16', (2,))]";

        NpyArray cells = converted("1,2+3j,j,4,5j\n", "--dtype", dtype);
        assertThat(cells.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(cells.complexes("w").toArray()).containsExactly(4, 0, 0, 5);
        NpyArray parts = converted("1,2,3,j,4,5,6,7\n", "--replace", "--dtype", dtype);
        assertThat(parts.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(parts.complexes("w").toArray()).containsExactly(4, 5, 6, 7);
        Files.delete(out());
        assertFails("1,2+3j,j,4,5,6\n", "line 1, column 2 (z.re): expected a number, found '2+3j'", "--dtype", dtype);
    }

    /** Of rows that are known by their number of columns alone. */
    @Test
    void textIsNoMarkOfAComplexNumber() throws IOException {
        String dtype = "([('name', 'S2'), ('z', '<c16')], (1,))";

        assertThat(converted("aj,1,2\n", "--dtype", dtype).complexes("z").toArray())
                .containsExactly(1, 2);
        assertThat(converted("aj,1,2,b),3,4\n", "--replace", "--dtype", dtype)
                        .complexes("z")
                        .toArray())
                .containsExactly(1, 2, 3, 4);
        assertThat(converted("aj,1+2j,b),3,c,4j\n", "--replace", "--dtype", dtype)
                        .complexes("z")
                        .toArray())
                .containsExactly(1, 2, 3, 0, 0, 4);
    }

    @Test
    void complexFieldsAreToldApartByTheirNames() throws IOException {
        NpyArray array = converted("w.im,z,w.re\n1,2+3j,4\n", "--header", "--dtype", "[('z', '<c8'), ('w', '<c16')]");

        assertThat(array.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(array.complexes("w").toArray()).containsExactly(4, 1);
        Files.delete(out());
        assertFails(
                "w.im,z,w.re\n1,2+i,4\n",
                "line 2, column 2 (z): expected a complex number, as 1+2j, found '2+i'",
                "--header",
                "--dtype",
                "[('z', '<c8'), ('w', '<c16')]");
    }

    @Test
    void complexNumbersTakeTwoColumns() throws IOException {
        NpyArray array = converted("1,2,3,4\n", "--dtype", "<c16");

        assertThat(array.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(array.complexes().toArray()).containsExactly(1, 2, 3, 4);
    }
}
