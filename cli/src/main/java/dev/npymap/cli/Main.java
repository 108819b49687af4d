package dev.npymap.cli;

/** The npymap command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("npymap " + Main.class.getPackage().getImplementationVersion());
    }
}
