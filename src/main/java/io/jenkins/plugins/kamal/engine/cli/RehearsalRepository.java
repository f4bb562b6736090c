package io.jenkins.plugins.kamal.engine.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/** The git repository of the {@link Rehearsal}: one commit without files, written without git. */
final class RehearsalRepository {

    private static final int DIRECTORY_DIGITS = 2;
    private static final String SOMEBODY = "Rehearsal <rehearsal@example.com> 0 +0000";

    private RehearsalRepository() {}

    static void create(Path directory) throws IOException {
        Path git = directory.resolve(".git");
        Path objects = Files.createDirectories(git.resolve("objects"));
        Path branches = Files.createDirectories(git.resolve("refs/heads"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(git.resolve("config"), """
                [core]
                \trepositoryformatversion = 0
                \tbare = false
                [remote "origin"]
                \turl = https://git.example.com/rehearsal.git
                """);
        String tree = write(objects, "tree", "");
        String commit = write(
                objects,
                "commit",
                "tree " + tree + "\nauthor " + SOMEBODY + "\ncommitter " + SOMEBODY + "\n\nRehearsal\n");
        Files.writeString(branches.resolve("main"), commit + "\n");
    }

    /** Writes an object and returns its id. */
    private static String write(Path objects, String type, String content) throws IOException {
        byte[] object = (type + " " + content.length() + "\0" + content).getBytes(StandardCharsets.US_ASCII);
        String id = HexFormat.of().formatHex(sha1(object));
        Path directory = Files.createDirectories(objects.resolve(id.substring(0, DIRECTORY_DIGITS)));
        Path file = directory.resolve(id.substring(DIRECTORY_DIGITS));
        try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
            out.write(object);
        }
        return id;
    }

    private static byte[] sha1(byte[] object) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(object);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
