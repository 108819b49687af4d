package dev.npymap.cli;

/**
 * Reads a complex number from one cell: what Python's {@code complex} makes one of, and so what its {@code str} and {@code
 * np.savetxt} write; but for underscores and digits that are not ASCII, which no other number may have here either.
 */
final class CellComplex implements CellReader {
    private final CellReader half;
    private final int imaginary;
    private final CellText part = new CellText();

    /**
     * Makes a reader.
     *
     * @param half reads either part
     * @param imaginary where the imaginary part begins, in bytes from the real one
     */
    CellComplex(CellReader half, int imaginary) {
        this.half = half;
        this.imaginary = imaginary;
    }

    /** {@return whether text could be nothing but a complex number, and is neither of its parts} */
    static boolean isMarked(String text) {
        String number = text.strip();
        return hasImaginary(number) || number.endsWith(")");
    }

    @Override
    public void read(CellText text, long offset) throws CellException {
        String number = unbracketed(text.toString());
        if (hasImaginary(number)) {
            int split = split(number);
            put(split == 0 ? "0" : number.substring(0, split), offset);
            put(imaginary(number.substring(split, number.length() - 1)), offset + imaginary);
        } else {
            put(number, offset);
            put("0", offset + imaginary);
        }
    }

    private static String unbracketed(String number) {
        boolean isBracketed = number.startsWith("(") && number.endsWith(")");
        return isBracketed ? number.substring(1, number.length() - 1).strip() : number;
    }

    private static boolean hasImaginary(String number) {
        return number.endsWith("j") || number.endsWith("J");
    }

    /** {@return where the imaginary part begins: at the last sign that is no exponent's} */
    private static int split(String number) {
        for (int at = number.length() - 2; at > 0; at--) {
            boolean isSign = number.charAt(at) == '+' || number.charAt(at) == '-';
            if (isSign && Character.toLowerCase(number.charAt(at - 1)) != 'e') {
                return at;
            }
        }
        return 0;
    }

    /** One without digits is 1. */
    private static String imaginary(String number) {
        boolean isBare = number.isEmpty() || number.equals("+") || number.equals("-");
        return isBare ? number + "1" : number;
    }

    private void put(String number, long offset) throws CellException {
        part.set(number);
        try {
            if (!part.isEmpty()) {
                half.read(part, offset);
                return;
            }
        } catch (CellException e) {
            throw noComplex();
        }
        throw noComplex();
    }

    private static CellException noComplex() {
        return new CellException("a complex number, as 1+2j");
    }
}
