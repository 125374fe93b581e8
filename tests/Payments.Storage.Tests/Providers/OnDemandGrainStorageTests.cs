using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>A provider that is asked only when its grain asks: the first read, the activation's, is none.</summary>
public sealed class OnDemandGrainStorageTests : DatabaseTests
{
    private static readonly GrainId Id = GrainId.Create("sample", "grain-1");

    private IGrainStorage direct = null!;
    private OnDemandGrainStorage provider = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        direct = new DatabaseGrainStorage(Storage.Get<IStateStore>(), Storage.Get<JsonStateSerializer>());
        provider = new OnDemandGrainStorage(direct);
    }

    [Fact]
    public async Task The_first_read_says_that_nothing_was_read_and_the_second_reads()
    {
        await direct.WriteStateAsync("sample", Id, new GrainState<Sample>(new Sample { Text = "stored" }));
        var state = await ActivateAsync();
        (state.State!.IsUnread, state.State.Text, state.RecordExists, state.ETag).Should().Be((true, null, false, null));

        await provider.ReadStateAsync("sample", Id, state);
        (state.State!.IsUnread, state.State.Text, state.RecordExists, state.ETag).Should().Be((false, "stored", true, "1"));
    }

    [Fact]
    public async Task What_is_new_is_written_without_a_read()
    {
        var state = await ActivateAsync();
        state.State = new Sample { Text = "new" };
        await provider.WriteStateAsync("sample", Id, state);
        var read = new GrainState<Sample>(new Sample());
        await direct.ReadStateAsync("sample", Id, read);
        read.Should().BeEquivalentTo(state);
    }

    [Fact]
    public async Task What_was_taken_for_new_and_is_there_is_refused_and_read_then()
    {
        await direct.WriteStateAsync("sample", Id, new GrainState<Sample>(new Sample { Text = "stored" }));
        var state = await ActivateAsync();
        var unread = state.State;
        state.State = new Sample { Text = "new" };
        await FluentActions.Awaiting(() => provider.WriteStateAsync("sample", Id, state)).Should().ThrowAsync<InconsistentStateException>();
        state.State = unread;
        await provider.ReadStateAsync("sample", Id, state);
        state.State!.Text.Should().Be("stored");
    }

    [Fact]
    public async Task What_is_absent_is_read_as_absent_and_not_as_unread()
    {
        var state = await ActivateAsync();
        await provider.ReadStateAsync("sample", Id, state);
        (state.State!.IsUnread, state.RecordExists, state.ETag).Should().Be((false, false, null));
    }

    [Fact]
    public async Task What_was_cleared_is_known_to_be_absent_and_written_again()
    {
        var state = await ActivateAsync();
        state.State = new Sample { Text = "first" };
        await provider.WriteStateAsync("sample", Id, state);
        await provider.ClearStateAsync("sample", Id, state);
        (state.State!.IsUnread, state.RecordExists, state.ETag).Should().Be((false, false, null));
        state.State = new Sample { Text = "second" };
        await provider.WriteStateAsync("sample", Id, state);
        await provider.ReadStateAsync("sample", Id, state);
        state.State!.Text.Should().Be("second");
    }

    /// <summary>What Orleans does before a grain's first turn.</summary>
    private async Task<GrainState<Sample>> ActivateAsync()
    {
        var state = new GrainState<Sample>(new Sample());
        await provider.ReadStateAsync("sample", Id, state);
        return state;
    }
}
