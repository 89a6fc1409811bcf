namespace Roost.Remoting.Compatibility.Description;

/// <summary>A description that another version of Roost has written, in a format of its own. The message goes on where the file's name ends, and says what to do.</summary>
internal sealed class OtherFormatException(int format) : Exception(
    format < ApplicationDescription.CurrentFormat
        ? $"has format {format}, of an older Roost, which does not say all that this one compares (format {ApplicationDescription.CurrentFormat}). "
          + "Compare with a file or a revision from after the update of Roost. To compare with an older version, check it out, let it use this Roost, write a file there, "
          + "and name that: the host's command contracts FILE writes one, and './roost check contracts --write', without --against, does."
        : $"has format {format}, of a newer Roost, and this one reads {ApplicationDescription.CurrentFormat}. Update Roost here, or compare with a file or a revision from before that.");
