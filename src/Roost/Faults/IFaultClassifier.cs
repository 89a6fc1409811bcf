namespace Roost.Faults;

/// <summary>
/// Recognises exceptions that mean a dependency is away, so that callers get 503 with a cause instead of 500.
/// A capability that talks to a server adds one.
/// </summary>
public interface IFaultClassifier
{
    /// <summary>The error that <paramref name="exception"/> stands for; <see langword="null"/> if it is not one of this dependency's.</summary>
    Error? Classify(Exception exception);
}
