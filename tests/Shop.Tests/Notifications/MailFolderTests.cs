using Roost;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Notifications;
using Shop.Notifications.Contracts;
using Shop.PaymentSandbox.Tests;
using Shop.Users.Contracts;

namespace Shop.Tests.Notifications;

public sealed class MailFolderTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KnownUsers _users = new();
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _operation = Guid.CreateVersion7();
    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_confirmation_is_a_mail_that_any_program_reads()
    {
        await using var host = await StartAsync();

        (await ConfirmAsync(host, _users.Add("Ada Lovelace", "ada@example.org"))).IsSuccess.ShouldBeTrue();

        var text = await File.ReadAllTextAsync(Directory.GetFiles(_folder.Path).ShouldHaveSingleItem());
        text.ShouldAllBe(c => c < 127, "it must be ASCII on the wire");
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        text.Split("\r\n").ShouldAllBe(line => line.Length <= 76);
        var mail = ReadMail.Parse(text);
        mail.Headers["From"].ShouldBe("Shop <orders@shop.example>");
        mail.Headers["To"].ShouldBe("Ada Lovelace <ada@example.org>");
        mail.Headers["Subject"].ShouldBe($"Your order {_order} is confirmed");
        mail.Headers["Message-ID"].ShouldBe($"<{_operation:N}@shop.example>");
        DateTimeOffset.Parse(mail.Headers["Date"]).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        mail.Body.ShouldContain("Hello Ada Lovelace,\r\n");
        mail.Body.ShouldContain("Total: 1,234.50 EUR\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_mail_host_without_a_name_is_none(string smtpHost)
    {
        await using var host = await StartAsync(smtpHost: smtpHost);

        (await ConfirmAsync(host, _users.Add("Ada", "ada@example.org"))).IsSuccess.ShouldBeTrue();

        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Jürgen Groß", "Jürgen Groß")]
    [InlineData("山田 太郎 👩‍👩‍👧‍👦 山田 太郎 👩‍👩‍👧‍👦 山田 太郎 👩‍👩‍👧‍👦", "山田 太郎 👩‍👩‍👧‍👦 山田 太郎 👩‍👩‍👧‍👦 山田 太郎 👩‍👩‍👧‍👦")]
    [InlineData("Eve\r\nBcc: everyone@example.org\r\n\r\nBuy!", "Eve  Bcc: everyone@example.org    Buy!")]
    [InlineData("\"Eve\" <eve@example.org>,", "\"Eve\" <eve@example.org>,")]
    [InlineData("=?utf-8?Q?Eve?=", "=?utf-8?Q?Eve?=")]
    [InlineData("Eve\u2028\0\u0085x", "Eve   x")]
    public async Task A_name_stays_a_name(string name, string expected)
    {
        await using var host = await StartAsync();

        await ConfirmAsync(host, _users.Add(name, "eve@example.org"));

        var text = await File.ReadAllTextAsync(Directory.GetFiles(_folder.Path).ShouldHaveSingleItem());
        text.ShouldAllBe(c => c < 127);
        text.Split("\r\n").ShouldAllBe(line => line.Length <= 76);
        var mail = ReadMail.Parse(text);
        mail.Headers.Keys.ShouldBe(["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
        mail.Headers["To"].ShouldBe($"{expected} <eve@example.org>");
        mail.Body.ShouldStartWith($"Hello {expected},\r\n");
    }

    [Theory]
    [InlineData("eve@example.org\r\nBcc: everyone@example.org")]
    [InlineData("eve@example.org>, <everyone@example.org")]
    [InlineData("Eve <eve@example.org>")]
    [InlineData("eve@example.org\n")]
    [InlineData("eve")]
    [InlineData("@example.org")]
    [InlineData("éve@example.org")]
    public async Task An_address_that_is_more_than_one_is_not_written_to(string address)
    {
        await using var host = await StartAsync();

        (await ConfirmAsync(host, _users.Add("Eve", address))).Error!.Code.ShouldBe("notifications.bad_address");
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repetition_sends_nothing_even_at_the_same_moment()
    {
        await using var host = await StartAsync();
        var customer = _users.Add("Ada", "ada@example.org");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConfirmAsync(host, customer)));
        var file = Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
        File.Delete(file);
        var later = await ConfirmAsync(host, customer);

        results.ShouldContain(result => result.IsSuccess);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error!.Code == "notifications.under_way");
        later.IsSuccess.ShouldBeTrue();
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_could_not_be_written_is_written_by_the_next_call()
    {
        var blocked = Path.Combine(_folder.Path, "mail");
        await File.WriteAllTextAsync(blocked, "a file where the folder should be");
        await using var host = await StartAsync(blocked);
        var customer = _users.Add("Ada", "ada@example.org");
        var failed = await ConfirmAsync(host, customer);
        File.Delete(blocked);

        (await ConfirmAsync(host, customer)).IsSuccess.ShouldBeTrue();

        failed.Error!.Code.ShouldBe("notifications.not_sent");
        Directory.GetFiles(blocked).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_unknown_is_written_to()
    {
        await using var host = await StartAsync();

        (await ConfirmAsync(host, Guid.CreateVersion7())).Error!.Code.ShouldBe("users.not_found");
    }

    private Task<Result> ConfirmAsync(ModuleHost host, Guid customer) => host.CallAsync<INotifications, Result>(
        _tenant, notifications => notifications.OrderConfirmedAsync(new(_operation, customer, _order, new(123450, "EUR")), CancellationToken.None));

    private Task<ModuleHost> StartAsync(string? folder = null, string? smtpHost = null) => new ModuleHostBuilder<NotificationsModule>(server)
        .Fake<IUsers>(_users)
        .With("Modules:notifications:MailFolder", folder ?? _folder.Path)
        .With("Modules:notifications:SmtpHost", smtpHost ?? "")
        .StartAsync();
}
