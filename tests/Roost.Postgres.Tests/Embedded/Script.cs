using System.Diagnostics;

namespace Roost.Postgres.Tests.Embedded;

/// <summary>Small programs that stand in for PostgreSQL's.</summary>
internal static class Script
{
    /// <summary>
    /// Another process writes the file: a handle open for writing here could be inherited, for a moment, by a child that another test
    /// starts, and the kernel executes no file that somebody writes (ETXTBSY).
    /// </summary>
    public static void Write(string path, string body, string mode = "755")
    {
        using var process = Process.Start("sh", ["-c", "printf '#!/bin/sh\\n%s\\n' \"$2\" > \"$1\" && chmod \"$3\" \"$1\"", "sh", path, body, mode]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
