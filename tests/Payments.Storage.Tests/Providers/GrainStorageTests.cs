using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Storage.Tests.Providers;

/// <summary>What Orleans and grains expect of a storage provider, whichever writes.</summary>
public abstract class GrainStorageTests : DatabaseTests
{
    /// <summary>A state that lies in a table of its own and one that does not.</summary>
    private static readonly string[] StateNames = ["delivery", "sample"];

    private static readonly string[] Keys =
    [
        "d2719e9f64c84d0f9dd1c3b7e1a6f6aa", "d2719e9f-64c8-4d0f-9dd1-c3b7e1a6f6aa", "7", "07", "007", "-1", "9223372036854775807", "ff",
        "with space ", "Case", "case", "тест-测试-🙂", "e\u0301", "\u00e9",
        "quote'", "\"double\"", "semi;--", "back\\slash", "a/b", "a//b", "a:b", "a#b", "a+b", "a%2Fb", "$1", "{0}", "line\nbreak", "tab\t",
    ];

    private int keys;

    /// <summary>The provider.</summary>
    protected IGrainStorage Provider { get; set; } = null!;

    [Fact]
    public async Task Nothing_is_read_as_a_fresh_state()
    {
        var state = State("stale", 9);
        (state.RecordExists, state.ETag) = (true, "5");
        await Provider.ReadStateAsync("sample", NewId(), state);
        state.Should().BeEquivalentTo(new { State = new Sample(), RecordExists = false, ETag = (string?)null });
    }

    [Fact]
    public async Task What_is_written_is_read_with_the_same_etag()
    {
        foreach (var name in StateNames)
        {
            var (id, written) = (NewId(), State("Привет, 世界 🙂 \"quoted\" \\ \u2028", long.MinValue));
            await Provider.WriteStateAsync(name, id, written);
            written.RecordExists.Should().BeTrue();
            (await ReadAsync(name, id)).Should().BeEquivalentTo(written);
        }
    }

    [Fact]
    public async Task Each_write_changes_the_etag_also_where_it_changes_nothing_else()
    {
        var (id, state, etags) = (NewId(), State("same", 1), new List<string?>());
        for (var write = 0; write < 4; write++)
        {
            await Provider.WriteStateAsync("sample", id, state);
            etags.Add(state.ETag);
        }
        etags.Should().OnlyHaveUniqueItems().And.NotContainNulls();
    }

    [Fact]
    public async Task A_write_and_a_clear_over_an_old_etag_are_refused_and_change_nothing()
    {
        foreach (var name in StateNames)
        {
            var (id, state) = (NewId(), State("first", 1));
            await Provider.WriteStateAsync(name, id, state);
            var old = new GrainState<Sample>(new Sample { Text = "stale" }, state.ETag) { RecordExists = true };
            state.State!.Text = "latest";
            await Provider.WriteStateAsync(name, id, state);

            await RefusedAsync(() => Provider.WriteStateAsync(name, id, old));
            await RefusedAsync(() => Provider.ClearStateAsync(name, id, old));
            await RefusedAsync(() => Provider.WriteStateAsync(name, id, State("new", 2)));
            (await ReadAsync(name, id)).Should().BeEquivalentTo(state);
        }
    }

    [Fact]
    public async Task Of_sixteen_first_writes_at_once_one_wins_and_is_stored()
    {
        foreach (var name in StateNames)
        {
            var id = NewId();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => TryWriteAsync(name, id, State($"{i}", i))));
            var winner = outcomes.Should().ContainSingle(state => state != null).Subject!;
            (await ReadAsync(name, id)).Should().BeEquivalentTo(winner);
        }
    }

    [Fact]
    public async Task Of_sixteen_writes_over_one_etag_one_wins_and_is_stored()
    {
        var (id, first) = (NewId(), State("first", 0));
        await Provider.WriteStateAsync("sample", id, first);
        var states = Enumerable.Range(0, 16)
            .Select(i => new GrainState<Sample>(new Sample { Number = i }, first.ETag) { RecordExists = true });
        var outcomes = await Task.WhenAll(states.Select(state => TryWriteAsync("sample", id, state)));
        var winner = outcomes.Should().ContainSingle(state => state != null).Subject!;
        (await ReadAsync("sample", id)).Should().BeEquivalentTo(winner);
    }

    [Fact]
    public async Task What_is_cleared_is_gone_and_may_be_written_again()
    {
        foreach (var name in StateNames)
        {
            var (id, state) = (NewId(), State("first", 1));
            await Provider.WriteStateAsync(name, id, state);
            var written = state.ETag;
            await Provider.ClearStateAsync(name, id, state);
            (state.RecordExists, state.State).Should().Be((false, new Sample()));
            state.ETag.Should().NotBe(written);
            (await ReadAsync(name, id)).Should().BeEquivalentTo(new { State = new Sample(), RecordExists = false });

            state.State = new Sample { Text = "second" };
            await Provider.WriteStateAsync(name, id, state);
            (await ReadAsync(name, id)).Should().BeEquivalentTo(state);
        }
    }

    [Fact]
    public async Task Another_activation_writes_after_a_clear_and_the_one_that_cleared_meets_its_row()
    {
        var (id, state) = (NewId(), State("first", 1));
        await Provider.WriteStateAsync("sample", id, state);
        await Provider.ClearStateAsync("sample", id, state);
        var other = await ReadAsync("sample", id);
        other.State!.Text = "second";
        await Provider.WriteStateAsync("sample", id, other);
        await RefusedAsync(() => Provider.WriteStateAsync("sample", id, state));
        (await ReadAsync("sample", id)).State!.Text.Should().Be("second");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task To_clear_what_is_not_there_is_no_failure_and_forgets_what_was_in_memory(bool isThoughtThere)
    {
        var (id, state) = (NewId(), State("stale", 1));
        state.RecordExists = isThoughtThere;
        await Provider.ClearStateAsync("sample", id, state);
        (state.RecordExists, state.State).Should().Be((false, new Sample()));
        await Provider.ClearStateAsync("sample", id, state);
        await Provider.WriteStateAsync("sample", id, state);
        (await ReadAsync("sample", id)).RecordExists.Should().BeTrue();
    }

    [Fact]
    public async Task Who_has_read_nothing_clears_nothing_that_somebody_wrote_meanwhile()
    {
        var (id, unread) = (NewId(), State("mine", 1));
        await Provider.WriteStateAsync("sample", id, State("theirs", 2));
        unread.RecordExists = true;
        var refusal = await Record.ExceptionAsync(() => Provider.ClearStateAsync("sample", id, unread));
        if (refusal is not null) refusal.Should().BeOfType<InconsistentStateException>();
        (await ReadAsync("sample", id)).State!.Text.Should().Be("theirs");
    }

    [Fact]
    public async Task A_key_of_any_form_is_a_row_of_its_own()
    {
        var keys = Keys.Where(IsTaken).ToArray();
        await Task.WhenAll(keys.Select(key => Provider.WriteStateAsync("sample", IdOf(key), State(key, 1))));
        for (var cleared = 0; cleared < keys.Length; cleared++)
        {
            var found = await Task.WhenAll(keys.Select(key => ReadAsync("sample", IdOf(key))));
            found.Select(state => state.State!.Text).Should().Equal(keys.Select((key, place) => place < cleared ? null : key));
            await Provider.ClearStateAsync("sample", IdOf(keys[cleared]), found[cleared]);
        }
    }

    [Fact]
    public async Task Long_keys_that_differ_in_their_last_letter_are_two()
    {
        var random = new Random(7);
        var key = string.Concat(Enumerable.Range(0, LongestKey - 1).Select(_ => (char)random.Next('a', 'z' + 1)));
        foreach (var last in "ab") await Provider.WriteStateAsync("sample", IdOf(key + last), State($"{last}", 0));
        (await ReadAsync("sample", IdOf(key + 'a'))).State!.Text.Should().Be("a");
        (await ReadAsync("sample", IdOf(key + 'b'))).State!.Text.Should().Be("b");
    }

    [Fact]
    public async Task One_grain_has_states_of_several_names()
    {
        var id = NewId();
        foreach (var name in (string[])[.. StateNames, "sample2"]) await Provider.WriteStateAsync(name, id, State(name, 1));
        foreach (var name in (string[])[.. StateNames, "sample2"]) (await ReadAsync(name, id)).State!.Text.Should().Be(name);
    }

    [Fact]
    public async Task A_state_of_some_megabytes_is_kept_whole()
    {
        var random = new Random(11);
        var text = string.Concat(Enumerable.Range(0, 3 << 20).Select(_ => (char)random.Next(' ', '\u0600')));
        foreach (var name in StateNames)
        {
            var (id, state) = (NewId(), State(text, 1));
            await Provider.WriteStateAsync(name, id, state);
            await Provider.WriteStateAsync(name, id, state);
            var read = await ReadAsync(name, id);
            (read.ETag, string.Equals(read.State!.Text, text, StringComparison.Ordinal)).Should().Be((state.ETag, true));
        }
    }

    [Fact]
    public async Task Many_grains_write_and_read_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            var (id, state) = (NewId(), State("", number));
            for (var round = 0; round < 10; round++)
            {
                var before = state.ETag;
                state.State!.Text = $"{round}";
                await Provider.WriteStateAsync("sample", id, state);
                state.ETag.Should().NotBe(before);
                (await ReadAsync("sample", id)).Should().BeEquivalentTo(state);
            }
        }));
    }

    [Fact]
    public async Task A_request_that_was_cancelled_before_it_began_does_nothing()
    {
        var (id, state) = (NewId(), State("kept", 1));
        await Provider.WriteStateAsync("sample", id, state);
        var kept = state.ETag;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        state.State!.Text = "unwanted";

        foreach (var request in new Func<Task>[]
        {
            () => Provider.WriteStateAsync("sample", id, state, cancelled.Token),
            () => Provider.ClearStateAsync("sample", id, state, cancelled.Token),
            () => Provider.ReadStateAsync("sample", id, state, cancelled.Token),
        })
            await request.Should().ThrowAsync<OperationCanceledException>();
        state.Should().BeEquivalentTo(new { State = new { Text = "unwanted" }, ETag = kept, RecordExists = true });
        (await ReadAsync("sample", id)).Should().BeEquivalentTo(new { State = new { Text = "kept" }, ETag = kept });
    }

    /// <summary>Letters in the longest key that the provider takes for sure; docs/storage.md.</summary>
    protected virtual int LongestKey => 2_000;

    /// <summary>Whether the provider takes keys of this form.</summary>
    protected virtual bool IsTaken(string key) => true;

    /// <summary>The id of a key as the test says it.</summary>
    protected virtual GrainId IdOf(string key) => GrainId.Create("sample", key);

    private GrainId NewId() => IdOf($"grain-{Interlocked.Increment(ref keys)}");

    private static GrainState<Sample> State(string text, long number) => new(new Sample { Text = text, Number = number });

    private async Task<GrainState<Sample>> ReadAsync(string name, GrainId id)
    {
        var state = new GrainState<Sample>(new Sample());
        await Provider.ReadStateAsync(name, id, state);
        return state;
    }

    /// <returns>The state as it was written, or null where somebody else won.</returns>
    private async Task<GrainState<Sample>?> TryWriteAsync(string name, GrainId id, GrainState<Sample> state)
    {
        try
        {
            await Provider.WriteStateAsync(name, id, state);
            return state;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }

    private static Task RefusedAsync(Func<Task> action) => FluentActions.Awaiting(action).Should().ThrowAsync<InconsistentStateException>();
}
