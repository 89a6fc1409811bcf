using Microsoft.Win32.SafeHandles;

namespace Shop.PaymentSandbox.Journal;

/// <summary>The folder with the journal, used by one process at a time.</summary>
internal static class DataFolder
{
    /// <summary>
    /// Opens the journal for this process alone. The operating system holds the lock (flock on Unix), so that it ends
    /// with the process, however that ends.
    /// </summary>
    /// <exception cref="JournalException">The folder can't be used, or another process uses it.</exception>
    public static SafeFileHandle Lock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return File.OpenHandle(
                Path.Combine(folder, JournalFile.FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException))
        {
            throw new JournalException(
                $"The data folder {folder} can't be opened: {fault.Message} If another sandbox runs on it, stop that one first, or set Sandbox:DataFolder to a folder of its own.",
                fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new JournalException(
                $"The data folder {folder} can't be used: {fault.Message} Set Sandbox:DataFolder to a folder that this user may write to.",
                fault);
        }
    }
}
