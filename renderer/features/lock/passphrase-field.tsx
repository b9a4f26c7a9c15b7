import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';

export type PassphraseFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
};

/** Typed blindly unless asked otherwise: a wrong keyboard language is the usual mistake. */
export function PassphraseField(props: PassphraseFieldProps) {
  const t = useT();
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      isSecret={!isShown}
      trailing={
        <IconButton
          label={t(isShown ? 'lock.screen.hide' : 'lock.screen.show')}
          icon={<Icon of={isShown ? EyeOff : Eye} />}
          onPress={() => setIsShown(!isShown)}
        />
      }
    />
  );
}
