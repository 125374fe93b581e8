using Payments.Storage.States;

namespace Payments.Storage.Postgres;

/// <summary>A row that is asked for.</summary>
internal sealed class PostgresRead(StateTable table, string key)
{
    private readonly TaskCompletionSource<StateRow?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StateTable Table => table;

    public string Key => key;

    public Task<StateRow?> Task => answer.Task;

    public void Done(StateRow? row) => answer.TrySetResult(row);

    public void Fail(Exception exception) => answer.TrySetException(exception);
}
