namespace Payments.Storage.Databases.Sqlite;

/// <summary>Something to write in a shared transaction.</summary>
internal abstract class WriteJob
{
    /// <summary>Writes; a failure of its own is kept for its caller and leaves nothing behind.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>The commit is durable: answers the caller.</summary>
    public abstract void Complete();

    /// <summary>The commit failed: nothing of the batch was written.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A job with a result.</summary>
internal abstract class WriteJob<TResult> : WriteJob
{
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult result = default!;
    private Exception? failure;

    public Task<TResult> Task => answer.Task;

    public sealed override void Run(SqliteSession session)
    {
        try
        {
            result = Execute(session);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
    }

    public sealed override void Complete()
    {
        if (failure is null) answer.TrySetResult(result);
        else answer.TrySetException(failure);
    }

    public sealed override void Fail(Exception exception) => answer.TrySetException(failure ?? exception);

    protected abstract TResult Execute(SqliteSession session);
}
