package io.jenkins.plugins.kamal.engine.version.git;

/** The mode and object that a tree of the commit has at a path. */
record TreeEntry(String mode, String id) {

    static final String GITLINK = "160000";
    private static final int OCTAL = 8;

    boolean isSubmodule() {
        return GITLINK.equals(mode);
    }

    boolean isThere() {
        return number() != 0;
    }

    int number() {
        return Integer.parseInt(mode, OCTAL);
    }
}
