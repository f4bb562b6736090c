package io.jenkins.plugins.kamal.engine.packaging;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tries the hybrid key exchanges of a {@link MergedJar}, which contains only a part of Bouncy Castle: makes a key,
 * encapsulates a secret and extracts it again, with the classes of the jar and those of Java alone. A class that is missing
 * in the jar is found here, and not in the first deploy.
 */
final class KeyExchangeTrial {

    private static final List<String> EXCHANGES = List.of("mlkem768", "sntrup761");
    private static final String MINA = "org.apache.sshd.common.";
    private static final String METHOD = MINA + "kex.KeyEncapsulationMethod";

    private final ClassLoader classes;

    private KeyExchangeTrial(ClassLoader classes) {
        this.classes = classes;
    }

    /** Why a hybrid key exchange does not work with the classes of this jar; empty if all of them work. */
    static Optional<String> fault(Path jar) throws IOException {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            KeyExchangeTrial trial = new KeyExchangeTrial(classes);
            return EXCHANGES.stream()
                    .flatMap(name -> trial.faultOf(name).stream())
                    .findFirst();
        }
    }

    private Optional<String> faultOf(String name) {
        try {
            Object exchange =
                    classes.loadClass(MINA + "kex.BuiltinKEM").getField(name).get(null);
            if (!Boolean.TRUE.equals(call(MINA + "OptionalFeature", "isSupported", exchange))) {
                return Optional.of(name + " is not supported");
            }
            return secretsAreEqual(exchange) ? Optional.empty() : Optional.of(name + " yields different secrets");
        } catch (InvocationTargetException e) {
            return Optional.of(name + " fails: " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.of(name + " fails: " + e);
        }
    }

    private boolean secretsAreEqual(Object exchange) throws ReflectiveOperationException {
        Object client = call(METHOD, "getClient", exchange);
        Object server = call(METHOD, "getServer", exchange);
        call(METHOD + "$Client", "init", client);
        call(METHOD + "$Server", "init", server, call(METHOD + "$Client", "getPublicKey", client));
        Object encapsulation = call(METHOD + "$Server", "getEncapsulation", server);
        return Arrays.equals((byte[]) call(METHOD + "$Client", "extractSecret", client, encapsulation), (byte[])
                call(METHOD + "$Server", "getSecret", server));
    }

    /** Calls a method of an interface of the jar. */
    private Object call(String type, String name, Object target, Object... arguments)
            throws ReflectiveOperationException {
        Method method = Stream.of(classes.loadClass(type).getMethods())
                .filter(found -> found.getName().equals(name) && found.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + "." + name));
        return method.invoke(target, arguments);
    }
}
