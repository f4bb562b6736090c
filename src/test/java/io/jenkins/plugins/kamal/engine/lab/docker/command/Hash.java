package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The 64 hexadecimal digits that Docker names things by. */
public final class Hash {

    private Hash() {}

    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that no other thing has. */
    public static String random() {
        return of(UUID.randomUUID().toString());
    }

    /** The 12 digits that Docker prints of an id, with or without {@code sha256:} before it. */
    public static String brief(String id) {
        return id.replace("sha256:", "").substring(0, 12);
    }
}
