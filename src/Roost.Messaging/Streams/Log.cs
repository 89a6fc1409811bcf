using Microsoft.Extensions.Logging;

namespace Roost.Messaging.Streams;

internal static partial class Log
{
    [LoggerMessage(4100, LogLevel.Warning, "The snapshot of the stream {Stream} of {Id} cannot be read, and counts for nothing")]
    public static partial void SnapshotUnreadable(ILogger logger, Exception exception, string stream, string id);

    [LoggerMessage(4101, LogLevel.Error, "The projection {Projection} failed in generation {Generation} for tenant {Owner} at position {Position}, and is tried again; the others go on")]
    public static partial void ProjectionFailed(ILogger logger, Exception exception, string projection, int generation, Guid owner, long position);

    [LoggerMessage(4102, LogLevel.Information, "The projection {Projection} is read in generation {Generation} from now on")]
    public static partial void Switched(ILogger logger, string projection, int generation);

    [LoggerMessage(4103, LogLevel.Information, "The rows of generation {Generation} of the projection {Projection}, which nobody reads any more, are deleted")]
    public static partial void Cleared(ILogger logger, string projection, int generation);

    [LoggerMessage(4104, LogLevel.Error, "What follows streams as {Projection} broke, and begins anew. This is a fault of Roost's: report it")]
    public static partial void Broken(ILogger logger, Exception exception, string projection);

    [LoggerMessage(4105, LogLevel.Error, "Deleting rows of generation {Generation} of the projection {Projection} failed, and is tried again")]
    public static partial void ClearingFailed(ILogger logger, Exception exception, string projection, int generation);

    [LoggerMessage(4106, LogLevel.Information, "The projection {Projection} is complete in generation {Generation}, and waits to take the other's place until transactions that append have ended")]
    public static partial void SwitchWaits(ILogger logger, string projection, int generation);

    [LoggerMessage(4107, LogLevel.Information, "The projection {Projection} has come after in generation {Generation} for tenant {Owner}")]
    public static partial void CaughtUp(ILogger logger, string projection, int generation, Guid owner);
}
