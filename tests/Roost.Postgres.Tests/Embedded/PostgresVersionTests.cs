using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class PostgresVersionTests
{
    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18", 15)]
    [InlineData("postgres (PostgreSQL) 18beta1", "18beta1", 18)]
    [InlineData("postgres (PostgreSQL) 9.6.24", "9.6.24", 9)]
    public void The_version_is_read_from_what_the_server_prints(string output, string version, int major)
    {
        var binaries = PostgresBinaries.Parse("/pg/bin", output).ShouldNotBeNull();

        binaries.Version.ShouldBe(version);
        binaries.Major.ShouldBe(major);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sh: postgres: not found")]
    public void Another_programs_output_is_no_version(string output) =>
        PostgresBinaries.Parse("/pg/bin", output).ShouldBeNull();
}
