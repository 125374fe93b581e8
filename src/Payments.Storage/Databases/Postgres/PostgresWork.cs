using Payments.Storage.States;

namespace Payments.Storage.Databases.Postgres;

/// <summary>Something asked about one row, which goes to the server together with others.</summary>
internal abstract class PostgresWork<T>(StateTable table, string key)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StateTable Table => table;

    public string Key => key;

    public Task<T> Task => answer.Task;

    public void Done(T result) => answer.TrySetResult(result);

    public void Fail(Exception exception) => answer.TrySetException(exception);
}

/// <summary>A row that is asked for; null where there is none.</summary>
internal sealed class PostgresRead(StateTable table, string key) : PostgresWork<StateRow?>(table, key);

/// <summary>A row on its way into a statement; answered with its new version.</summary>
internal sealed class PostgresWrite(StateTable table, string key, ReadOnlyMemory<byte> state, int? expected) : PostgresWork<int>(table, key)
{
    public ReadOnlyMemory<byte> State => state;

    public int? Expected => expected;
}
