package io.jenkins.plugins.kamal.engine.packaging;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the classes of a jar that was compiled for Java 5 or older in the class file format of Java 6. A class-data
 * archive contains no class of an older format, and Java verifies such a class at each start with the slow verifier of
 * that time. The format of Java 6 is the oldest that is archived, and the only one of them where Java still falls back to
 * that verifier if it rejects the stack maps that are added here.
 */
final class ClassUpgrade implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(ClassUpgrade.class.getName());

    private static final String SUFFIX = ".class";

    /** The class file format, chapter 4.1 of The Java Virtual Machine Specification: the magic number, minor, major. */
    private static final int MAJOR_VERSION_OFFSET = 6;

    /** Finds the common superclass of two classes, which stack maps name. It initializes none of them. */
    private final URLClassLoader classes;

    /** For the classes of this jar. */
    ClassUpgrade(Path jar) throws IOException {
        classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** The content for this entry: rewritten if it is an old class, otherwise as it is. */
    byte[] upgrade(String name, byte[] content) {
        if (!name.endsWith(SUFFIX) || majorVersion(content) >= Opcodes.V1_6) {
            return content;
        }
        try {
            ClassWriter writer = new FrameWriter(classes);
            new ClassReader(content).accept(new Format(writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException | LinkageError e) {
            // It refers to a class that is in no jar of the engine, so the engine does not use it either.
            LOGGER.log(Level.FINE, e, () -> name + " stays as it is");
            return content;
        }
    }

    private static int majorVersion(byte[] content) {
        return content.length < MAJOR_VERSION_OFFSET + 2
                ? Integer.MAX_VALUE
                : (content[MAJOR_VERSION_OFFSET] & 0xff) << 8 | content[MAJOR_VERSION_OFFSET + 1] & 0xff;
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }

    /** Computes the stack maps. */
    private static final class FrameWriter extends ClassWriter {

        private final ClassLoader classes;

        /** A writer that knows the reader would copy the methods as they are, without stack maps. */
        FrameWriter(ClassLoader classes) {
            super(COMPUTE_FRAMES);
            this.classes = classes;
        }

        @Override
        protected ClassLoader getClassLoader() {
            return classes;
        }
    }

    /** Passes a class on in the format of Java 6. */
    private static final class Format extends ClassVisitor {

        Format(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(Opcodes.V1_6, access, name, signature, superName, interfaces);
        }
    }
}
