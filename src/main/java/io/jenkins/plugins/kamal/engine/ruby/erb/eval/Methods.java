package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the method of a call by what it is called on. */
final class Methods {

    /** The receiver of a call without one. */
    static final RubyValues.Constant SELF = new RubyValues.Constant("self");

    private static final Set<String> CONSTANTS = Set.of("ENV", "File", "Dir", "Dotenv", "Kamal::Utils", "JSON");
    private static final Set<String> LIBRARIES = Set.of("dotenv", "json", "erb", "yaml", "pathname", "shellwords");

    private final RenderingBudget machine;
    private final StringMethods strings;
    private final ArrayMethods arrays;
    private final HashMethods hashes;
    private final EnvironmentMethods environment;
    private final FileMethods files;
    private final DotenvMethods dotenv;

    Methods(RenderingBudget machine) {
        this.machine = machine;
        this.strings = new StringMethods(machine);
        this.arrays = new ArrayMethods(machine);
        this.hashes = new HashMethods();
        this.environment = new EnvironmentMethods(machine.environment());
        this.files = new FileMethods(machine);
        this.dotenv = new DotenvMethods(machine.agent());
    }

    Object constant(String name, RubyPosition place) {
        if (name.equals("File::SEPARATOR")) {
            return "/";
        }
        if (!CONSTANTS.contains(name)) {
            throw RubyFault.unsupported(place, "the constant " + name);
        }
        return new RubyValues.Constant(name);
    }

    Object call(MethodCall call) {
        machine.step(call.place());
        machine.looks(size(call.receiver()), call.place());
        Object result = machine.kept(dispatch(call), call.place());
        // The receiver may have got another element.
        machine.kept(call.receiver(), call.place());
        return result;
    }

    private static int size(Object value) {
        return value instanceof String text ? text.length() : value instanceof List<?> items ? items.size() : 1;
    }

    private Object dispatch(MethodCall call) {
        Object receiver = call.receiver();
        if (receiver instanceof RubyValues.Constant constant) {
            return module(constant.name(), call);
        }
        if (ObjectMethods.has(call.method(), receiver)) {
            return ObjectMethods.call(call, machine);
        }
        if (receiver instanceof String text) {
            return strings.call(text, call);
        }
        if (receiver instanceof List<?> || receiver instanceof RubyValues.Span) {
            return arrays.call(call);
        }
        if (receiver instanceof Map<?, ?> map) {
            machine.producedElements(map.size(), call.place());
            return hashes.call(call);
        }
        if (receiver instanceof Long || receiver instanceof Double) {
            return NumberMethods.call(call);
        }
        if (receiver == null) {
            throw RubyFault.error(
                    call.place(),
                    "nil has no method " + call.method()
                            + ": something here is not set, an environment variable perhaps");
        }
        throw call.unsupported();
    }

    /** What a command prints, with its last line break. */
    String shell(String command, RubyPosition place) {
        try {
            return machine.produced(
                    machine.agent()
                            .commands()
                            .run(command, machine.environment())
                            .output(),
                    place);
        } catch (SecretsException e) {
            throw RubyFault.error(place, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RubyFault.error(place, "interrupted while a command ran");
        }
    }

    private Object module(String name, MethodCall call) {
        return switch (name) {
            case "self" -> self(call);
            case "ENV" -> environment.call(call);
            case "File", "Dir" -> files.call(name, call);
            case "Dotenv" -> dotenv.call(call);
            case "Kamal::Utils" -> kamal(call);
            default -> throw call.unsupported();
        };
    }

    private Object self(MethodCall call) {
        return switch (call.method()) {
            case "require" -> require(call);
            case "raise", "abort" -> throw raised(call);
            case "Integer" -> integer(call);
            // Kamal renders without a file name, so that Ruby takes the working directory for it.
            case "__dir__" -> ".";
            default -> throw RubyFault.unsupported(call.place(), "`" + call.method() + "`");
        };
    }

    /** What the author of the file says about it; {@code raise ArgumentError, "…"} has the class before. */
    private static RubyFault raised(MethodCall call) {
        Object message = call.argument(call.arguments().size() - 1);
        if (!(message instanceof String text)) {
            throw RubyFault.unsupported(call.place(), "`" + call.method() + "` without a message");
        }
        return RubyFault.error(
                call.place(), "the file itself stops here: " + text.strip().replaceAll("\\s+", " "));
    }

    private static Object integer(MethodCall call) {
        if (call.argument(0) instanceof Long number) {
            return number;
        }
        String text = call.text(0).strip();
        if (call.arguments().size() != 1 || text.matches("[+-]?0.+|.*_.*") || text.length() > 18) {
            throw call.unsupported();
        }
        if (!text.matches("[+-]?[0-9]+")) {
            throw RubyFault.error(call.place(), "Integer needs a string of digits, and this one holds something else");
        }
        return Long.parseLong(text);
    }

    private Object require(MethodCall call) {
        String library = call.text(0);
        if (library.equals("dotenv/load")) {
            dotenv.load(List.of(), false, true, call.place());
        } else if (!LIBRARIES.contains(library)) {
            throw RubyFault.unsupported(call.place(), "`require \"" + library + "\"`");
        }
        return true;
    }

    private Object kamal(MethodCall call) {
        if (!call.method().equals("docker_arch")) {
            throw call.unsupported();
        }
        String architecture = Objects.requireNonNull(shell("docker info --format '{{.Architecture}}'", call.place()))
                .strip();
        return architecture.contains("aarch64") ? "arm64" : architecture.contains("x86_64") ? "amd64" : architecture;
    }
}
