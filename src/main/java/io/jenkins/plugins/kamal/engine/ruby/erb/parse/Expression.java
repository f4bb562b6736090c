package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import java.util.List;

/** A part of a program. Everything in Ruby has a value. */
public sealed interface Expression
        permits Expression.Literal,
                Expression.Text,
                Expression.Shell,
                Expression.Regex,
                Expression.Items,
                Expression.Pairs,
                Expression.Span,
                Expression.Variable,
                Expression.Constant,
                Expression.Assignment,
                Expression.OrAssignment,
                Expression.IndexAssignment,
                Expression.Logic,
                Expression.Not,
                Expression.Choice,
                Expression.Call,
                Expression.Sequence,
                Expression.Rescue,
                Expression.Put {

    /** A number, true, false, nil, a symbol, or text of the template. */
    record Literal(Object value) implements Expression {}

    /** A string of several parts. */
    record Text(List<Expression> parts, RubyPosition place) implements Expression {}

    /** A command in backticks. */
    record Shell(Expression command, RubyPosition place) implements Expression {}

    /** A pattern. */
    record Regex(Expression source, boolean ignoreCase, RubyPosition place) implements Expression {}

    /** {@code [a, b]}. */
    record Items(List<Expression> items) implements Expression {}

    /** <code>{a: b}</code>. */
    record Pairs(List<Expression> keys, List<Expression> values) implements Expression {}

    /** {@code a..b}; {@code to} is nil for a range without an end. */
    record Span(Expression from, Expression to, boolean exclusive, RubyPosition place) implements Expression {}

    /** A local variable. */
    record Variable(String name) implements Expression {}

    /** {@code ENV}, {@code File}. */
    record Constant(String name, RubyPosition place) implements Expression {}

    /** {@code a = b}. */
    record Assignment(String name, Expression value) implements Expression {}

    /** {@code a ||= b} on anything that can be assigned to. */
    record OrAssignment(Expression current, Expression assignment) implements Expression {}

    /** {@code a[b] = c}. */
    record IndexAssignment(Expression receiver, Expression index, Expression value, RubyPosition place)
            implements Expression {}

    /** {@code a && b}, {@code a || b}. */
    record Logic(boolean and, Expression left, Expression right) implements Expression {}

    /** {@code !a}. */
    record Not(Expression operand) implements Expression {}

    /** {@code if}, {@code unless}, {@code a ? b : c}. */
    record Choice(Expression condition, Expression yes, Expression no) implements Expression {}

    /** A call; {@code receiver} and {@code block} may be null. */
    record Call(
            Expression receiver,
            String method,
            List<Expression> arguments,
            Block block,
            boolean safe,
            RubyPosition place)
            implements Expression {}

    /** Several expressions in order; the value is that of the last one. */
    record Sequence(List<Expression> steps) implements Expression {}

    /** {@code a rescue b}. */
    record Rescue(Expression attempt, Expression otherwise) implements Expression {}

    /** Appends to the rendered text: the value of a tag, or text of the template. */
    record Put(Expression value, boolean tag, RubyPosition place) implements Expression {}

    /** A block between braces, or {@code do} and {@code end}; not an expression itself. */
    record Block(List<String> parameters, Expression body) {}
}
