namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Who reads what whom has written. While one version takes the place of another both happen.</summary>
internal enum Direction
{
    /// <summary>The version before reads what this one writes.</summary>
    OldReadsNew,

    /// <summary>This version reads what the one before writes, or has left in the database.</summary>
    NewReadsOld,
}
