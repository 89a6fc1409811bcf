using Microsoft.Extensions.Options;
using Roost.Health;

namespace Roost.Messaging.Workers;

/// <summary>Says that jobs wait for too long. The host serves requests all the same.</summary>
internal sealed class QueueCheck(QueueAges ages, IOptions<MessagingOptions> options) : IDependencyCheck
{
    public string Name => "queues";

    public bool IsRequired => false;

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        var late = ages.OlderThan(options.Value.MaxAge)
            .Select(queue =>
                $"The oldest ready job of queue '{queue.Queue}' has waited for {queue.Age:d\\.hh\\:mm\\:ss}{(queue.Unknown is null ? "" : $", and its kind '{queue.Unknown}' is none that this worker knows")}.")
            .Concat(ages.SuspectsOlderThan(options.Value.MaxAge).Select(queue =>
                $"The oldest suspect of queue '{queue.Queue}', of kind '{queue.Kind}', has waited for {queue.Age:d\\.hh\\:mm\\:ss}: each worker that knows its kind runs one at a time of those that were in a process when it died."))
            .ToList();
        return Task.FromResult(late.Count == 0 ? DependencyState.Up : DependencyState.Down(string.Join(' ', late)));
    }
}
