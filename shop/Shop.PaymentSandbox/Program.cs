using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Shop.PaymentSandbox;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Journal;

try
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddSandbox();
    var app = builder.Build();
    app.MapSandbox();

    // The journal is locked and replayed before the first connection is accepted.
    _ = app.Services.GetRequiredService<Ledger>();
    var journal = app.Services.GetRequiredService<JournalFile>();
    journal.Broken.Register(app.Lifetime.StopApplication);

    await app.RunAsync();
    return journal.Broken.IsCancellationRequested ? 1 : 0;
}
catch (OptionsValidationException fault)
{
    foreach (var failure in fault.Failures)
    {
        Console.Error.WriteLine(failure);
    }

    return 1;
}
catch (InvalidOperationException fault) when (fault.InnerException is FormatException)
{
    // A setting of another type than it has to be: the message names it.
    Console.Error.WriteLine(fault.Message);
    return 1;
}
catch (JournalException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    Console.Error.WriteLine($"{fault.Message} Stop what listens there, or set ASPNETCORE_URLS to another address.");
    return 1;
}
