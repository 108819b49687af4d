package dev.npymap.it.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown document. What runs is marked by a comment before the fence, {@code <!-- test: NAME -->}, what
 * does not by {@code <!-- test: skip (REASON) -->}.
 *
 * @param line where the fence stands, counted from 1
 * @param language what stands behind the fence
 * @param name the test's name; empty without a mark
 * @param text the code
 */
record Block(int line, String language, String name, String text) {
    private static final Pattern MARK = Pattern.compile("<!--\\s*test:\\s*(.*?)\\s*-->");
    private static final Pattern SKIP = Pattern.compile("skip\\b\\s*(?:\\((.*)\\))?");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)\\s*");

    /** {@return the blocks of a document, in its order} */
    static List<Block> of(List<String> document) {
        List<Block> blocks = new ArrayList<>();
        String name = "";
        for (int i = 0; i < document.size(); i++) {
            Matcher fence = FENCE.matcher(document.get(i));
            Matcher mark = MARK.matcher(document.get(i).strip());
            if (fence.matches()) {
                int line = i + 1;
                StringBuilder text = new StringBuilder();
                for (i++; i < document.size() && !document.get(i).strip().equals("```"); i++) {
                    text.append(document.get(i)).append('\n');
                }
                if (i == document.size()) {
                    throw new AssertionError("line " + line + ": a block without its end");
                }
                blocks.add(new Block(line, fence.group(1), name, text.toString()));
                name = "";
            } else if (mark.matches()) {
                name = mark.group(1);
            } else if (!document.get(i).isBlank()) {
                name = "";
            }
        }
        return blocks;
    }

    /** {@return whether it is marked as one that does not run} */
    boolean isSkipped() {
        Matcher skip = SKIP.matcher(name);
        if (!skip.matches()) {
            return false;
        }
        if (skip.group(1) == null || skip.group(1).isBlank()) {
            throw new AssertionError("line " + line + ": a block is skipped without a reason");
        }
        return true;
    }

    @Override
    public String toString() {
        return "line " + line + ", " + language + ": " + (name.isEmpty() ? "no mark" : name);
    }
}
