using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Grains.Tests;

/// <summary>Storage that a test can make fail, before or after the write reached the database, and whose writes it can count.</summary>
/// <param name="innerOf">The provider that stores the states of a name.</param>
/// <param name="life">Whether the process is alive that writes.</param>
public sealed class FaultyStorage(Func<string, IGrainStorage> innerOf, ProcessLife life) : IGrainStorage
{
    private Exception? failNextWrite;
    private Exception? loseNextAnswer;
    private Exception? failNextRead;
    private int passing;

    /// <summary>Thrown by the next write instead of writing, and by that one alone.</summary>
    public Exception? FailNextWrite { set => failNextWrite = value; }

    /// <summary>Thrown by the next read instead of reading, and by that one alone.</summary>
    public Exception? FailNextRead { set => failNextRead = value; }

    /// <summary>The state name that <see cref="FailNextWrite"/> waits for; null for any.</summary>
    public string? FailOnly { get; set; }

    /// <summary>Thrown by the next write after it was committed: the answer got lost.</summary>
    public Exception? LoseNextAnswer { set => loseNextAnswer = value; }

    /// <summary>Awaited by every write before it begins, after the first ones that <see cref="PassFirst"/> lets pass.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>So many writes pass before <see cref="Gate"/> holds.</summary>
    public int PassFirst { set => passing = value; }

    /// <summary>Awaited by every read after it was made, so that what it found is old by then.</summary>
    public Task ReadGate { get; set; } = Task.CompletedTask;

    public int Writes { get; private set; }

    public int Reads { get; private set; }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Reads++;
        if (Interlocked.Exchange(ref failNextRead, null) is { } failure) throw failure;
        var found = new GrainState<T>(grainState.State);
        await innerOf(stateName).ReadStateAsync(stateName, grainId, found);
        await ReadGate;
        (grainState.State, grainState.ETag, grainState.RecordExists) = (found.State, found.ETag, found.RecordExists);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Writes++;
        if (Interlocked.Decrement(ref passing) < 0) await Gate;
        life.Check();
        if ((FailOnly ?? stateName) == stateName && Interlocked.Exchange(ref failNextWrite, null) is { } failure) throw failure;
        await innerOf(stateName).WriteStateAsync(stateName, grainId, grainState);
        if (Interlocked.Exchange(ref loseNextAnswer, null) is { } lost) throw lost;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        life.Check();
        return innerOf(stateName).ClearStateAsync(stateName, grainId, grainState);
    }
}
