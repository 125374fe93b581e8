using Payments.Storage.States;

namespace Payments.Storage.Postgres;

/// <summary>A row on its way into a statement.</summary>
internal sealed class PostgresWrite(StateTable table, string key, string state, int? expected)
{
    private readonly TaskCompletionSource<int> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StateTable Table => table;

    public string Key => key;

    public string State => state;

    public int? Expected => expected;

    public Task<int> Task => answer.Task;

    public void Done(int version) => answer.TrySetResult(version);

    public void Fail(Exception exception) => answer.TrySetException(exception);
}
