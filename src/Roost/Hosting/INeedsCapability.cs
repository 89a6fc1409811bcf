namespace Roost.Hosting;

/// <summary>A fact of the application model that brings the capability it needs along, so that the host need not name it.</summary>
public interface INeedsCapability
{
    /// <summary>Makes the capability; used only if the host has none of its type yet.</summary>
    ICapability CreateCapability();
}
