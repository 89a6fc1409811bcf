using Microsoft.Extensions.Logging;

namespace Roost.Messaging.Sagas;

internal static partial class Log
{
    [LoggerMessage(4070, LogLevel.Warning, "Step {Step} of {Saga} {Key} failed, attempt {Attempt}; again in {Pause}: {Error}")]
    public static partial void StepFailed(ILogger logger, string step, string saga, string key, int attempt, TimeSpan pause, string? error);

    [LoggerMessage(4071, LogLevel.Warning, "{Saga} {Key} ({Id}) is being undone, because of step {Step}: {Error}")]
    public static partial void Turned(ILogger logger, string saga, string key, Guid id, string step, string? error);

    [LoggerMessage(4072, LogLevel.Error, "{Saga} {Key} ({Id}) waits for people, because of step {Step}. When that is mended, ./roost sagas retry {Id}. {Error}")]
    public static partial void Parked(ILogger logger, string saga, string key, Guid id, string step, string? error);

    [LoggerMessage(4073, LogLevel.Error, "What wakes sagas broke, and begins anew. This is a fault of Roost's: report it")]
    public static partial void Broken(ILogger logger, Exception exception);

    [LoggerMessage(4075, LogLevel.Warning, "Step {Step} of {Saga} {Key} failed beside another: {Error}")]
    public static partial void Beside(ILogger logger, string step, string saga, string key, string? error);

    [LoggerMessage(4076, LogLevel.Information, "Operator {Operator} looked at saga {Id} ({Saga}) of tenant {Owner}, with what it remembers")]
    public static partial void Looked(ILogger logger, Guid? @operator, Guid id, string saga, Guid owner);

    [LoggerMessage(4074, LogLevel.Warning, "A {Signal} came for {Saga} {Key} when that was over; nobody hears it")]
    public static partial void Late(ILogger logger, string signal, string saga, string key);
}
