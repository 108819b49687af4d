package dev.npymap.cli;

import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.format.NpyHeader;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What part of an array a command takes. */
final class PartOption {
    @Option(
            names = "--rows",
            paramLabel = "A:B",
            converter = RowRange.Converter.class,
            description =
                    "Only rows A to B, B excluded, as in a Python slice: A or B may be missing, or count from the end.")
    private RowRange rows;

    @Option(
            names = "--share",
            paramLabel = "n/N",
            converter = ShareConverter.class,
            description = "Only the rows that process n of N owns, n counted from 0.")
    private Window.Share share;

    /** {@return whether it is all of the array} */
    boolean isAll() {
        return rows == null && share == null;
    }

    /**
     * {@return the part of an array}
     *
     * @param header the array's
     * @param file its name, for messages
     * @param line the command's
     * @throws ParameterException if the array has no rows to choose from
     */
    Window window(NpyHeader header, Object file, CommandLine line) {
        if (isAll()) {
            return Window.all();
        }
        if (header.shape().rank() == 0) {
            throw new ParameterException(line, file + ": a 0-d array has no rows to choose from");
        }
        if (share != null) {
            return share;
        }
        RowRange range = rows.within(header.rows());
        return Window.rows(range.from(), range.to());
    }

    /** {@return the part of an array that is there already, as {@link #window} tells} */
    NpyArray of(NpyArray array, Object file, CommandLine line) {
        return ArrayFile.window(array, window(array.header(), file, line));
    }

    /** Reads {@code n/N}. */
    static final class ShareConverter implements ITypeConverter<Window.Share> {
        @Override
        public Window.Share convert(String text) {
            String[] parts = text.split("/", -1);
            try {
                if (parts.length == 2) {
                    return Window.share(Long.parseLong(parts[0].strip()), Long.parseLong(parts[1].strip()));
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no share n/N");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
            throw new TypeConversionException("'" + text + "' is no share n/N");
        }
    }
}
