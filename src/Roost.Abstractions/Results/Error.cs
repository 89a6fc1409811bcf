namespace Roost;

/// <summary>
/// An expected failure, as a value. Exceptions are for faults; what a caller has to reckon with is an error.
/// </summary>
/// <param name="Kind">What sort of failure it is.</param>
/// <param name="Code">A stable name that programs may depend on, in the form <c>module.what_went_wrong</c>.</param>
/// <param name="Message">A sentence for people that says what to do; never internals, never personal data.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>What is wrong by field; empty unless <see cref="Kind"/> is <see cref="ErrorKind.Invalid"/>.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = EmptyFields;

    private static readonly IReadOnlyDictionary<string, string[]> EmptyFields =
        System.Collections.Frozen.FrozenDictionary<string, string[]>.Empty;

    /// <summary>The request itself is wrong.</summary>
    public static Error Invalid(string code, string message) => new(ErrorKind.Invalid, code, message);

    /// <summary>Fields of the request are wrong.</summary>
    public static Error Invalid(IReadOnlyDictionary<string, string[]> fields) =>
        new(ErrorKind.Invalid, "validation.failed", "One or more fields are not valid; see errors.") { Fields = fields };

    /// <summary>The caller is not known.</summary>
    public static Error Unauthenticated(string code, string message) => new(ErrorKind.Unauthenticated, code, message);

    /// <summary>The caller may not do this.</summary>
    public static Error Forbidden(string code, string message) => new(ErrorKind.Forbidden, code, message);

    /// <summary>There is no such thing, or not for this caller.</summary>
    public static Error NotFound(string code, string message) => new(ErrorKind.NotFound, code, message);

    /// <summary>It contradicts the present state.</summary>
    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    /// <summary>The caller's version of a thing is not the present one.</summary>
    public static Error Stale(string code, string message) => new(ErrorKind.Stale, code, message);

    /// <summary>It is well-formed, and a rule of the domain forbids it.</summary>
    public static Error Unprocessable(string code, string message) => new(ErrorKind.Unprocessable, code, message);

    /// <summary>Something that is needed does not answer at present.</summary>
    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);

    /// <summary>It took longer than allowed.</summary>
    public static Error TimedOut(string code, string message) => new(ErrorKind.TimedOut, code, message);
}
