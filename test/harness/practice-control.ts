/** A test control of the practice bank (docs/practice-bank.md). @throws Error when the bank refuses it */
export async function control(baseUrl: string, name: 'bank' | 'clock' | 'complete' | 'faults', body: unknown): Promise<unknown> {
  const answer = await fetch(`${baseUrl}/__practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the practice bank refused "${name}": ${answer.status}`);
  return answer.json();
}
