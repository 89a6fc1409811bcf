using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Operations;
using Roost.Remoting.Calls;
using Shop.Payments.Provider.Sandbox;

namespace Shop.Payments.Provider;

/// <summary>
/// Asks the provider until it answers, at most three times. That is safe because every try of a call has the same key, and pointless
/// once the caller has given up: the last try begins early enough for the answer, and for one look-up after it, to be of use. Nor is one made while
/// calls to the provider are not let through, or once a tenth of them are repetitions already.
/// </summary>
internal sealed class ProviderTries(CallContext context, ICalls calls, IOptions<PaymentsOptions> options, TimeProvider time, ILogger<ProviderTries> logger)
{
    private const int MaxTries = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    public async Task<TriesOutcome<T>> RunAsync<T>(
        string key, Func<CancellationToken, Task<ProviderAnswer<T>>> call, CancellationToken cancellationToken)
    {
        var reachedNobody = true;
        var mayStillAct = false;
        for (var tries = 1; ; tries++)
        {
            var answer = await call(cancellationToken);
            reachedNobody &= answer.Kind == AnswerKind.Unsent;
            mayStillAct |= answer.Kind == AnswerKind.Lost;
            if (answer.Kind is AnswerKind.Done or AnswerKind.Refused or AnswerKind.UnknownMethod)
            {
                return new(answer, reachedNobody, mayStillAct);
            }

            Log.TryEnded(logger, tries, key, answer.Kind);
            var delay = DelayAfter(tries);
            if (tries == MaxTries || !IsTimeLeft(delay) || !calls.TryRepeat(SandboxServices.Client))
            {
                return new(answer, reachedNobody, mayStillAct);
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    // Doubled each time, and spread by half, so that all who lost their answers at one moment do not come back at one moment.
    private static TimeSpan DelayAfter(int tries) => FirstDelay * Math.Pow(2, tries - 1) * (0.5 + Random.Shared.NextDouble());

    private bool IsTimeLeft(TimeSpan delay) =>
        context.Deadline is not { } deadline || time.GetUtcNow() + delay + 2 * options.Value.TryTimeout <= deadline;
}
