using System.ComponentModel.DataAnnotations;

namespace Shop.Auth;

/// <summary>How long people stay signed in, and how many guesses a password withstands. Section <c>Modules:auth</c>.</summary>
internal sealed class AuthOptions
{
    /// <summary>How long after signing in somebody has to sign in again, however often they have come back.</summary>
    /// <value>The default is 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a refresh token waits to be used; each use starts it anew.</summary>
    /// <value>The default is 14 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long after its use a refresh token that comes again is taken for a second request of the same client rather than for a
    /// stolen copy. It is refused either way.
    /// </summary>
    /// <value>The default is 5 seconds; zero takes every second use for theft.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReuseGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how many wrong passwords in a row an account is locked for devices that it does not know, and one that it knows for that account.
    /// </summary>
    /// <value>The default is 10.</value>
    [Range(3, 100)]
    public int LockAfter { get; set; } = 10;

    /// <summary>How long they stay locked. Sessions that are signed in already are not touched.</summary>
    /// <value>The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LockFor { get; set; } = TimeSpan.FromMinutes(5);
}
