using Microsoft.Extensions.Options;
using Shop.PaymentSandbox.Settings;

namespace Shop.PaymentSandbox.Methods;

/// <summary>The bank behind <c>pm_slow</c>.</summary>
internal sealed class SlowBank(IOptions<SandboxOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Waits for the bank. A sandbox that is told to stop waits no longer: its callers get their answers first.</summary>
    public async Task WaitAsync()
    {
        var delay = TimeSpan.FromSeconds(options.Value.SlowSeconds);
        await Task.Delay(delay, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
