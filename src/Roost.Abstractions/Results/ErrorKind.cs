namespace Roost;

/// <summary>What sort of failure an <see cref="Error"/> is; the edge turns it into a status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong: 400.</summary>
    Invalid,

    /// <summary>The caller is not known: 401.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this: 403.</summary>
    Forbidden,

    /// <summary>There is no such thing, or not for this caller: 404.</summary>
    NotFound,

    /// <summary>It contradicts the present state: 409.</summary>
    Conflict,

    /// <summary>The caller's version of a thing is not the present one: 412.</summary>
    Stale,

    /// <summary>It is well-formed, and a rule of the domain forbids it: 422.</summary>
    Unprocessable,

    /// <summary>Too many requests: 429.</summary>
    TooMany,

    /// <summary>Something that is needed does not answer at present: 503.</summary>
    Unavailable,

    /// <summary>It took longer than allowed: 504.</summary>
    TimedOut,
}
