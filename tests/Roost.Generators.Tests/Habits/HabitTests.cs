using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Habits;

public sealed class HabitTests
{
    [Theory]
    [InlineData("object M() => DateTime.Now;", "(1,33): error ROOST1201: 'DateTime.Now' reads the machine's clock, which no test can set. Take a TimeProvider in the constructor and call its GetUtcNow().")]
    [InlineData("object M() => System.DateTime.UtcNow.AddDays(1);", "(1,33): error ROOST1201: 'DateTime.UtcNow' reads the machine's clock, which no test can set. Take a TimeProvider in the constructor and call its GetUtcNow().")]
    [InlineData("object M() => DateTime.Today;", "(1,33): error ROOST1201: 'DateTime.Today' reads the machine's clock, which no test can set. Take a TimeProvider in the constructor and call its GetUtcNow().")]
    [InlineData("object M() => DateTimeOffset.UtcNow;", "(1,33): error ROOST1201: 'DateTimeOffset.UtcNow' reads the machine's clock, which no test can set. Take a TimeProvider in the constructor and call its GetUtcNow().")]
    [InlineData("object M() => DateTimeOffset.Now;", "(1,33): error ROOST1201: 'DateTimeOffset.Now' reads the machine's clock, which no test can set. Take a TimeProvider in the constructor and call its GetUtcNow().")]
    [InlineData("object M() => Guid.NewGuid();", "(1,33): error ROOST1202: 'Guid.NewGuid()' makes ids in random order, which spreads new rows over the whole index. Call Guid.CreateVersion7() for ids, RandomNumberGenerator for secrets.")]
    [InlineData("Func<Guid> M() => Guid.NewGuid;", "(1,37): error ROOST1202: 'Guid.NewGuid()' makes ids in random order, which spreads new rows over the whole index. Call Guid.CreateVersion7() for ids, RandomNumberGenerator for secrets.")]
    [InlineData("void M() => Thread.Sleep(1);", "(1,31): error ROOST1203: 'Thread.Sleep' holds a thread that other requests need. Write 'await Task.Delay(delay, timeProvider, cancellationToken)', or wait for what you are waiting for.")]
    [InlineData("int M(Task<int> t) => t.Result;", "(1,43): error ROOST1204: 'Task.Result' holds a thread until the task ends. Await the task instead.")]
    [InlineData("int? M(Task<int>? t) => t?.Result;", "(1,46): error ROOST1204: 'Task.Result' holds a thread until the task ends. Await the task instead.")]
    [InlineData("int M(ValueTask<int> t) => t.Result;", "(1,48): error ROOST1204: 'ValueTask.Result' holds a thread until the task ends. Await the task instead.")]
    [InlineData("void M(Task<int> t) => t.Wait();", "(1,44): error ROOST1204: 'Task.Wait' holds a thread until the task ends. Await the task instead.")]
    [InlineData("void M(Task t) => Task.WaitAll(t);", "(1,42): error ROOST1204: 'Task.WaitAll' holds a thread until the task ends. Await the task instead.")]
    [InlineData("void M(Task t) => t.GetAwaiter().GetResult();", "(1,52): error ROOST1204: 'TaskAwaiter.GetResult' holds a thread until the task ends. Await the task instead.")]
    [InlineData("int M(Task<int> t) => t.ConfigureAwait(false).GetAwaiter().GetResult();", "(1,78): error ROOST1204: 'ConfiguredTaskAwaiter.GetResult' holds a thread until the task ends. Await the task instead.")]
    [InlineData("int M(ValueTask<int> t) => t.GetAwaiter().GetResult();", "(1,61): error ROOST1204: 'ValueTaskAwaiter.GetResult' holds a thread until the task ends. Await the task instead.")]
    [InlineData("static int _count; int M() => _count++;", "(1,30): error ROOST1205: 'C._count' is static and can change. Make it readonly or const, or keep it in a service that is registered as a singleton.")]
    [InlineData("static int Count { get; set; }", "(1,30): error ROOST1205: 'C.Count' is static and can change. Make it readonly or const, or keep it in a service that is registered as a singleton.")]
    [InlineData("static event Action Changed { add { } remove { } }", "(1,39): error ROOST1205: 'C.Changed' is static and can change. Make it readonly or const, or keep it in a service that is registered as a singleton.")]
    public async Task A_bad_habit_is_named_with_its_remedy(string member, string message) =>
        (await Analysis.OfAsync(Assembly.Plain("Any", $"internal class C {{{member}}}"))).ShouldBe([message]);

    [Theory]
    [InlineData("DateTimeOffset M(TimeProvider time) => time.GetUtcNow();")]
    [InlineData("Guid M() => Guid.CreateVersion7();")]
    [InlineData("async Task<int> M(Task<int> t) => await t;")]
    [InlineData("string M() => nameof(DateTime.Now) + nameof(Guid.NewGuid);")]
    [InlineData("/// <summary><see cref=\"DateTime.Now\"/></summary>\nint Now => Result; int Result => 1;")]
    [InlineData("void M(SemaphoreSlim s) => s.Wait();")]
    [InlineData("const int A = 1; static readonly List<int> B = []; static int D => 1; static int E { get; } = 1;")]
    [InlineData("interface I { static abstract int Count { get; set; } }")]
    [InlineData("enum E { A }")]
    public async Task A_good_habit_is_left_alone(string member) =>
        (await Analysis.OfAsync(Assembly.Plain("Any", $"internal class C {{{member}}}"))).ShouldBeEmpty();

    [Fact]
    public async Task Generated_code_is_left_alone() =>
        (await Analysis.OfAsync(Assembly.Plain("Any", "// <auto-generated/>\ninternal class C { static int _count = 1; object M() => DateTime.Now.AddDays(_count); }"))).ShouldBeEmpty();
}
