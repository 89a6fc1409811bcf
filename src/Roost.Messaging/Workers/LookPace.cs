namespace Roost.Messaging.Workers;

/// <summary>
/// How often a worker may look for lanes. A quick look may take a third of the time, so that one job of somebody's does not wait for it. A slow one steps over what is dead
/// and cannot be cleared away, and takes a twentieth.
/// </summary>
internal sealed class LookPace
{
    private const double PauseIfQuick = 2;
    private const double PauseIfSlow = 20;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(2);
    private TimeSpan _usual;

    /// <summary>How long there is no look after one.</summary>
    public TimeSpan Pause => Math.Clamp(PauseIfQuick * (_usual / Quick), PauseIfQuick, PauseIfSlow) * _usual;

    /// <summary>Learns how long a look took. One that had to wait for a processor or a disk does not say that looks have become slow: only several do, and step by step.</summary>
    public void Took(TimeSpan look)
    {
        var most = (2 * _usual) + Quick;
        _usual += look < _usual ? (look - _usual) / 2 : ((look < most ? look : most) - _usual) / 8;
    }
}
