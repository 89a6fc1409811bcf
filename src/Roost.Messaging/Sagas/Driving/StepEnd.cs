namespace Roost.Messaging.Sagas.Driving;

/// <summary>How an attempt at a step ended.</summary>
internal abstract record StepEnd
{
    /// <summary>It succeeded, and that is written down.</summary>
    public sealed record Succeeded : StepEnd;

    /// <param name="Code">The error's code, or the exception's name.</param>
    /// <param name="Error">What people are told.</param>
    /// <param name="MayPass">Whether another attempt may succeed.</param>
    public sealed record Failed(string Code, string Error, bool MayPass) : StepEnd;

    /// <summary>The worker stops, or has been taken for dead.</summary>
    public sealed record Cut : StepEnd;
}
