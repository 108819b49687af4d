package dev.npymap.dtype;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells which field of a structured dtype a record component stands for, where its own name and Java type do not tell.
 *
 * {@snippet :
 * record Trade(long time, @NpyField(name = "last price") double price, @NpyField(dtype = "S8") String symbol) {}
 * }
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NpyField {
    /** {@return the name of the field; empty for the component's own name} */
    String name() default "";

    /**
     * {@return the dtype that {@link DType#of(Class)} gives the field, in NumPy's notation; empty for the one that follows from
     * the component's type}
     *
     * <p>It makes a dtype and tests none: a record binds to any field that its Java type can hold, whatever stands here.
     */
    String dtype() default "";
}
